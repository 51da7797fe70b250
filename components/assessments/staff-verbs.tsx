import { useTranslations } from 'next-intl'
import type { ComponentProps, ReactNode } from 'react'
import { LockedAction } from '@/components/staff/locked-action'
import { VerbForm, type VerbQuestion } from '@/components/staff/verb-form'
import type { StaffVerb } from '@/lib/domain/assessments/can-staff'
import { type StaffRole, roleMay } from '@/lib/domain/partners/permissions'
import {
  cancelAttempt,
  eraseAtProvider,
  fetchReports,
  orderRetake,
  orderVerification,
  resetSection,
} from '@/lib/features/assessments/actions'
import type { AttemptTruth } from '@/lib/features/assessments/queries/attempt-truth'

type Verb = Exclude<StaffVerb, 'check_now'>

type FormProps = Omit<ComponentProps<typeof VerbForm>, 'action'>

const forms: Record<Verb, (props: FormProps) => ReactNode> = {
  retake: (props) => <VerbForm action={orderRetake} {...props} />,
  cancel: (props) => <VerbForm action={cancelAttempt} {...props} />,
  reset_section: (props) => <VerbForm action={resetSection} {...props} />,
  order_verification: (props) => <VerbForm action={orderVerification} {...props} />,
  fetch_reports: (props) => <VerbForm action={fetchReports} {...props} />,
  erase_at_provider: (props) => <VerbForm action={eraseAtProvider} {...props} />,
}
const grave: readonly Verb[] = ['cancel', 'reset_section', 'erase_at_provider']
const asksForSection: readonly Verb[] = ['reset_section', 'order_verification']
const asksForNote: readonly Verb[] = ['retake', 'reset_section', 'order_verification']

const ofNewest: readonly Verb[] = [
  'retake',
  'cancel',
  'reset_section',
  'order_verification',
  'fetch_reports',
  'erase_at_provider',
]
/** An earlier attempt is kept as it was: only its papers and its person's data are still in reach. */
const ofEarlier: readonly Verb[] = ['fetch_reports', 'erase_at_provider']

/** Everything that can be done with one attempt; what cannot be done now says why, in the words of the command. */
export function StaffVerbs({
  truth,
  number,
  role,
}: {
  truth: AttemptTruth
  number: string
  role: StaffRole
}) {
  const t = useTranslations('staff.verbs')
  return (
    <div className="flex flex-col gap-3">
      <h4 className="text-sm font-semibold">{t('title')}</h4>
      <div className="flex flex-col items-start gap-2">
        {(truth.isNewest ? ofNewest : ofEarlier).map((verb) => (
          <Act key={verb} verb={verb} truth={truth} number={number} role={role} />
        ))}
      </div>
      {!truth.isNewest && <p className="text-sm text-muted">{t('earlier')}</p>}
    </div>
  )
}

function Act({
  verb,
  truth,
  number,
  role,
}: {
  verb: Verb
  truth: AttemptTruth
  number: string
  role: StaffRole
}) {
  const t = useTranslations('staff.verbs')
  const because = useReason(role, truth)(verb)
  const questions = useQuestions(verb, truth)
  const complaints = useComplaints()
  if (because) return <LockedAction because={because}>{t(`${verb}.label`)}</LockedAction>
  return forms[verb]({
    fields: { number, attemptNo: String(truth.attempt.attemptNo) },
    summary: t(`${verb}.label`),
    explained: t(`${verb}.explained`, { provider: truth.provider }),
    submit: t(`${verb}.submit`),
    isGrave: grave.includes(verb),
    questions,
    complaints,
  })
}

/** The role speaks first: who may not act need not know what else is missing. */
function useReason(role: StaffRole, { verdicts }: AttemptTruth) {
  const say = useTranslations()
  return (verb: Verb): string | null => {
    if (!roleMay(role, 'assessments.manage'))
      return say('staff.not_your_role', { role: say(`staff.role.${role}`) })
    const verdict = verdicts[verb]
    return verdict.ok ? null : say(`refusals.${verdict.refusal.code}`, verdict.refusal.params)
  }
}

function useQuestions(verb: Verb, { sections }: AttemptTruth): VerbQuestion[] {
  const t = useTranslations('staff.verbs')
  const section: VerbQuestion = {
    name: 'sectionId',
    label: t('section'),
    kind: 'choice',
    options: sections.map(({ id, name }) => ({ value: id, label: name || id })),
  }
  const note: VerbQuestion = { name: 'note', label: t('note'), hint: t('note_hint'), kind: 'lines' }
  return [...(asksForSection.includes(verb) ? [section] : []), ...(asksForNote.includes(verb) ? [note] : [])]
}

/** What a wrong field is told, by its code. */
export function useComplaints(): Record<string, string> {
  const t = useTranslations('staff.verbs.complaints')
  const codes = [
    'note_missing',
    'note_long',
    'section_missing',
    'reason_missing',
    'percent_wrong',
    'finding_missing',
  ] as const
  return Object.fromEntries(codes.map((code) => [code, t(code)]))
}
