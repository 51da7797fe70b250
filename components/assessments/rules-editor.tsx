'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useActionState, useEffect, useMemo } from 'react'
import { ErrorSummary, type SummaryLine } from '@/components/ui/error-summary'
import { Inset, Notice } from '@/components/ui/notice'
import { TextInput } from '@/components/ui/text-input'
import { Textarea } from '@/components/ui/textarea'
import { readTypedRules, type TypedRules } from '@/lib/domain/assessments/typed-rules'
import type { Refusal } from '@/lib/domain/shared/result'
import { changeRules } from '@/lib/features/assessments/actions'
import type { RulesEdited } from '@/lib/features/assessments/commands/edit-rules'
import type { RuleSetPage } from '@/lib/features/assessments/queries/rules'
import type { ActionResult } from '@/lib/platform/action'
import { PressButton } from './press-button'
import { RuleFields } from './rule-fields'
import { RulesPreview } from './rules-preview'

/** Writes a rule set in one form: every button sends all of it, and all of it comes back as it was typed. Needs no JavaScript. */
export function RulesEditor({ page }: { page: RuleSetPage }) {
  const t = useTranslations('rules')
  const [result, submit, isPending] = useActionState(changeRules, null)
  const { typed, note, basedOn } = shownOf(page, result)
  const { errors, lines } = useComplaints(result?.ok === false ? result.refusal : null)
  const edited = result?.ok ? result.value : null
  useAfterPress(edited)
  return (
    <>
      <ErrorSummary errors={lines} />
      {edited && <Told edited={edited} />}
      <form action={submit} noValidate className="flex flex-col gap-5">
        {/* Enter in a field presses the form's first button: it must be the harmless one. */}
        <button type="submit" name="doing" value="save" tabIndex={-1} aria-hidden className="sr-only">
          {t('save')}
        </button>
        <input type="hidden" name="ruleSetId" value={page.id} />
        <input type="hidden" name="basedOn" value={basedOn} />
        {/* Other contents are another form: lists and fields would keep what was chosen in them before. */}
        <div
          key={JSON.stringify([typed, note])}
          // What is typed while an answer is on its way would be lost when it comes.
          inert={isPending}
          aria-busy={isPending}
          className="flex flex-col gap-5"
        >
          <TextInput
            name="most"
            label={t('most')}
            error={errors.most}
            defaultValue={typed.most}
            inputMode="numeric"
            width="short"
            className="min-h-9! py-1! text-sm!"
          />
          <section id="rules" tabIndex={-1} aria-label={t('rules')} className="flex flex-col gap-5">
            {typed.rules.map((rule, at) => (
              <RuleFields key={at} at={at} rule={rule} programmes={page.programmes} errors={errors} />
            ))}
          </section>
          <KnownNames names={page.names} />
          <p>
            <PressButton doing="add_rule">
              <Plus aria-hidden className="size-3.5" />
              {t('add_rule')}
            </PressButton>
          </p>
          <Textarea
            name="note"
            label={t('note')}
            hint={t('note_hint')}
            error={errors.note}
            defaultValue={note}
            rows={2}
            className="text-sm!"
          />
        </div>
        <Buttons mayDiscard={page.draft !== null} />
      </form>
      {edited?.preview && <RulesPreview preview={edited.preview} />}
    </>
  )
}

type Shown = { typed: TypedRules; note: string; basedOn: string }

/** What the form holds: as it came back from the last press, else as it is kept. */
function shownOf(page: RuleSetPage, result: ActionResult<RulesEdited> | null): Shown {
  if (!result) return { typed: page.typed, note: '', basedOn: page.basedOn }
  if (result.ok) return result.value
  const { note = '', basedOn = '' } = result.typed
  // Whoever has been told of somebody else's draft presses the next time in knowledge of it.
  const told = result.refusal.params?.basedOn
  return { typed: readTypedRules(result.typed), note, basedOn: typeof told === 'string' ? told : basedOn }
}

function Buttons({ mayDiscard }: { mayDiscard: boolean }) {
  const t = useTranslations('rules')
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <PressButton doing="preview" look="primary">
          {t('preview')}
        </PressButton>
        <PressButton doing="save">{t('save')}</PressButton>
        <PressButton doing="publish">{t('publish')}</PressButton>
        {mayDiscard && (
          <PressButton doing="discard" look="danger">
            {t('discard')}
          </PressButton>
        )}
      </div>
      <p className="measure text-sm text-muted">{t('publish_note')}</p>
    </div>
  )
}

/** What the last press did. */
function Told({ edited: { did, version } }: { edited: RulesEdited }) {
  const t = useTranslations('rules')
  if (did === 'edited')
    return (
      <Inset>
        <p role="status">{t('edited')}</p>
      </Inset>
    )
  return (
    <Notice tone="good" live="status">
      <p>
        {did === 'published'
          ? t('published', { version: version ?? 0 })
          : t(did === 'discarded' ? 'discarded' : 'saved')}
      </p>
    </Notice>
  )
}

/** Names that results carried, offered while typing. */
function KnownNames({ names }: { names: RuleSetPage['names'] }) {
  const distinct = (values: (string | null)[]) => [...new Set(values)].filter((value) => value !== null)
  return (
    <>
      <datalist id="known-names">
        {distinct(names.map(({ name }) => name)).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id="known-reports">
        {distinct(names.map(({ reportType }) => reportType)).map((report) => (
          <option key={report} value={report} />
        ))}
      </datalist>
    </>
  )
}

function useComplaints(refusal: Refusal | null): { errors: Record<string, string>; lines: SummaryLine[] } {
  const sentences = useTranslations()
  return useMemo(() => {
    const fields = Object.entries(refusal?.fields ?? {})
    const errors = Object.fromEntries(fields.map(([field, key]) => [field, sentences(`rules.errors.${key}`)]))
    if (refusal && fields.length === 0)
      return { errors, lines: [{ message: sentences(`refusals.${refusal.code}`) }] }
    const lines = Object.entries(errors).map(([field, error]) => {
      const no = /^rules\.(\d+)\./.exec(field)?.[1]
      return {
        field,
        message: no === undefined ? error : sentences('rules.at_rule', { no: Number(no) + 1, error }),
      }
    })
    return { errors, lines }
  }, [refusal, sentences])
}

/** Leads the eye and the keyboard on after a press, and reads the page again when something was kept. */
function useAfterPress(edited: RulesEdited | null) {
  const router = useRouter()
  useEffect(() => {
    if (!edited) return
    const goOn = edited.preview ? 'preview' : edited.focus
    if (goOn) document.getElementById(goOn)?.focus()
    if (edited.did !== 'edited') router.refresh()
  }, [edited, router])
}
