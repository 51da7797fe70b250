import { useTranslations } from 'next-intl'
import type { Score } from '@/lib/domain/assessments/scores'

/** Says a mark together with its scale, in the reader's language: "sten 7 of 10", "34 of 50 points". */
export function useMarkWords(): (score: Score) => string {
  const t = useTranslations('scores')
  return ({ scale, value, outOf }) =>
    scale === 'points' && outOf === null
      ? t('mark.points_alone', { value })
      : t(`mark.${scale}`, { value, outOf: outOf ?? 0 })
}
