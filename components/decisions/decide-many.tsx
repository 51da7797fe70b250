'use client'

import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/notice'
import type { Refusal } from '@/lib/domain/shared/result'
import { confirmForMany, proposeForMany } from '@/lib/features/decisions/actions'
import { DecisionForm } from './decision-form'
import { ProposalFields } from './proposal-fields'

type Outcome = { done: number; refused: { number: string; refusal: Refusal }[] }

/** Confirms each of several decisions; then says how many, and why the others were not. Needs `decisions` and `refusals`. */
export function ConfirmMany({ numbers }: { numbers: string[] }) {
  const t = useTranslations('decisions.decide')
  return (
    <DecisionForm
      action={confirmForMany}
      submitLabel={t('press_confirm', { count: numbers.length })}
      isShut={numbers.length === 0}
      after={(outcome) => <Done outcome={outcome} />}
    >
      <Numbers numbers={numbers} />
    </DecisionForm>
  )
}

/** The same decision proposed for each of several applications. */
export function ProposeMany({
  numbers,
  programmes,
}: {
  numbers: string[]
  programmes: { id: string; name: string }[]
}) {
  const t = useTranslations('decisions.decide')
  return (
    <DecisionForm
      action={proposeForMany}
      submitLabel={t('press_propose', { count: numbers.length })}
      isShut={numbers.length === 0}
      after={(outcome) => <Done outcome={outcome} />}
    >
      <Numbers numbers={numbers} />
      <ProposalFields programmes={programmes} />
    </DecisionForm>
  )
}

const Numbers = ({ numbers }: { numbers: string[] }) =>
  numbers.map((number) => <input key={number} type="hidden" name="numbers" value={number} />)

function Done({ outcome: { done, refused } }: { outcome: Outcome }) {
  const t = useTranslations('decisions.decide')
  const refusals = useTranslations('refusals')
  return (
    <Notice tone={refused.length > 0 ? 'warn' : 'good'} live="status">
      <p>{t('done', { done })}</p>
      {refused.length > 0 && (
        <>
          <p>{t('refused', { count: refused.length })}</p>
          <ul className="list-disc ps-5">
            {refused.map(({ number, refusal }) => (
              <li key={number}>
                <span className="figures">{number}</span>: {refusals(refusal.code, refusal.params)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  )
}
