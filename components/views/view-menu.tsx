'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ActionForm } from '@/components/staff/action-form'
import { LockedAction } from '@/components/staff/locked-action'
import { Popover } from '@/components/staff/popover'
import { SubmitButton } from '@/components/ui/submit-button'
import { openWithView, renameView, saveView, shareView } from '@/lib/features/views/actions'
import type { ListView } from '@/lib/features/views/queries'
import { viewNameLength } from '@/lib/features/views/schema'
import { DeleteView } from './delete-view'

type Props = {
  view: ListView | null
  query: string
  columns: readonly string[]
  isModified: boolean
  isDefault: boolean
  sharing: string | null
}

/** What can be done with the view that is open, or with the list as it stands: save, rename, share, open with it, delete. */
export function ViewMenu({ view, query, columns, isModified, isDefault, sharing }: Props) {
  const t = useTranslations('lists.views')
  return (
    <Popover label={t(isModified ? 'menu_modified' : 'menu')}>
      {view?.isOwn && isModified && (
        <ActionForm action={saveView} fields={{ name: view.name, query }}>
          <Columns keys={columns} />
          <SubmitButton size="dense">{t('save_changes')}</SubmitButton>
        </ActionForm>
      )}
      <ActionForm action={saveView} fields={{ query }}>
        <Columns keys={columns} />
        <NameField label={t('new_name')} />
        <SubmitButton look="secondary" size="dense">
          {t('save_new')}
        </SubmitButton>
      </ActionForm>
      {view?.isOwn && (
        <ActionForm key={view.name} action={renameView} fields={{ viewId: view.id }} done={t('renamed')}>
          <NameField label={t('other_name')} value={view.name} />
          <SubmitButton look="secondary" size="dense">
            {t('rename')}
          </SubmitButton>
        </ActionForm>
      )}
      <hr className="border-line" />
      <Default view={view} isDefault={isDefault} />
      {view && (view.isOwn || view.isShared) && <Sharing view={view} sharing={sharing} />}
      {view?.isOwn && <DeleteView viewId={view.id} />}
    </Popover>
  )
}

function Default({ view, isDefault }: Pick<Props, 'view' | 'isDefault'>) {
  const t = useTranslations('lists.views')
  if (isDefault) return <p className="text-sm text-muted">{t('is_default')}</p>
  return (
    <ActionForm action={openWithView} fields={{ view: view?.id ?? 'all' }} done={t('default_done')}>
      <SubmitButton look="secondary" size="dense">
        {t('make_default')}
      </SubmitButton>
    </ActionForm>
  )
}

function Sharing({ view, sharing }: { view: ListView; sharing: string | null }) {
  const t = useTranslations('lists.views')
  const word = t(view.isShared ? 'unshare' : 'share')
  if (sharing) return <LockedAction because={sharing}>{word}</LockedAction>
  return (
    <ActionForm action={shareView} fields={{ viewId: view.id, shared: view.isShared ? 'no' : 'yes' }}>
      <SubmitButton look="secondary" size="dense">
        {word}
      </SubmitButton>
      <Note>{t(view.isShared ? 'is_shared' : 'share_note')}</Note>
    </ActionForm>
  )
}

const Note = ({ children }: { children: ReactNode }) => <p className="text-sm text-muted">{children}</p>

const Columns = ({ keys }: { keys: readonly string[] }) =>
  keys.map((key) => <input key={key} type="hidden" name="columns" value={key} />)

function NameField({ label, value }: { label: string; value?: string }) {
  return (
    <label className="flex w-full flex-col gap-1 text-sm">
      <span className="font-semibold">{label}</span>
      <input
        name="name"
        required
        maxLength={viewNameLength}
        defaultValue={value}
        autoComplete="off"
        className="min-h-9 w-full rounded border border-line-strong bg-surface-raised px-2 py-1 text-ink"
      />
    </label>
  )
}
