'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { startTransition, useActionState, useEffect } from 'react'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toasts'
import { deleteView, saveView } from '@/lib/features/views/actions'
import { viewAddress } from './view-address'

/** Deletes a view at once; the toast that says so brings it back, as one's own. */
export function DeleteView({ viewId }: { viewId: string }) {
  const t = useTranslations('lists.views')
  const say = useTranslations('refusals')
  const router = useRouter()
  const [result, submit] = useActionState(deleteView, null)
  useEffect(() => {
    if (!result?.ok) return
    const { name, query, columns, isShared } = result.value
    const undo = () => {
      const form = new FormData()
      form.set('name', name)
      form.set('query', query)
      for (const column of columns) form.append('columns', column)
      startTransition(async () => {
        await saveView(null, form)
      })
    }
    showToast({
      text: t(isShared ? 'deleted_shared' : 'deleted', { name }),
      undo: { label: t('undo'), run: undo },
    })
    router.push(viewAddress('all'))
  }, [result, router, t])
  return (
    <form action={submit} className="flex flex-col items-start gap-2">
      {result && !result.ok && (
        <Notice tone="warn" live="alert">
          <p>{say(result.refusal.code, result.refusal.params)}</p>
        </Notice>
      )}
      <input type="hidden" name="viewId" value={viewId} />
      <SubmitButton look="danger" size="dense">
        {t('delete')}
      </SubmitButton>
    </form>
  )
}
