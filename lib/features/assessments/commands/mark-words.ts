import type { HeldMark, MarkWords } from '@/lib/domain/assessments/recommend'
import type { Score } from '@/lib/domain/assessments/scores'
import type { Locale } from '@/lib/platform/i18n/locales'
import { translatorFor } from '@/lib/platform/i18n/translate'

/** How a mark reads inside the sentence of a rule, in both languages. */
export const markWords: MarkWords = { en: wordsIn('en'), hi: wordsIn('hi') }

function wordsIn(locale: Locale): MarkWords['en'] {
  return ({ level, name, score }: HeldMark) => {
    const t = translatorFor(locale, 'scores')
    return {
      name: level === 'overall' && name === '' ? t('whole_test') : name,
      value: String(score.value),
      scale: t(`scale.${score.scale}`),
      mark: t(`mark.${markKey(score)}`, { value: score.value, outOf: score.outOf ?? 0 }),
    }
  }
}

const markKey = ({ scale, outOf }: Score) => (scale === 'points' && outOf === null ? 'points_alone' : scale)
