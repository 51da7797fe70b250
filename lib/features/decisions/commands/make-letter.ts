import { and, eq, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { letters } from '@/db/schema/decisions'
import { type LetterContent, paragraphsOf } from '@/lib/domain/decisions/letter'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type KeptFile, keepFile, openFile } from '@/lib/platform/files'
import { translatorFor } from '@/lib/platform/i18n/translate'
import { log } from '@/lib/platform/log'
import { type SheetText, setLetter } from '@/lib/platform/pdf/letter-sheet'
import { type LetterFacts, contentOf } from './issue-letter'

type Letter = Pick<
  typeof letters.$inferSelect,
  'partnerId' | 'id' | 'number' | 'locale' | 'content' | 'issuedAt' | 'sha256' | 'bytes'
>

/** Makes a letter's file unless it is there already. Idempotent; the row keeps the hash of the file as first made. */
export async function makeLetter({
  partnerId,
  letterId,
}: {
  partnerId: string
  letterId: string
}): Promise<void> {
  const [letter] = await database()
    .select()
    .from(letters)
    .where(and(eq(letters.partnerId, partnerId), eq(letters.id, letterId)))
  if (letter) await fileOf(letter)
}

/** The letter's file as a stream; made on the spot where the worker has not come to it, or where the disk lost it. */
export async function openLetter(letter: Letter): Promise<ReadableStream<Uint8Array>> {
  const stream = await openFile(await fileOf(letter))
  if (!stream) throw new Error('a letter that was just made is not there')
  return stream
}

async function fileOf(letter: Letter): Promise<KeptFile> {
  const known = letter.sha256 && letter.bytes ? { sha256: letter.sha256, bytes: letter.bytes } : null
  if (known) {
    const stream = await openFile(known)
    await stream?.cancel()
    if (stream) return known
  }
  const kept = await keepFile(await letterPdf(letter))
  if (known && known.sha256 !== kept.sha256)
    log.warn({ letter: letter.number }, 'a letter was made again and its file differs from the first')
  await database()
    .update(letters)
    .set(kept)
    .where(and(eq(letters.partnerId, letter.partnerId), eq(letters.id, letter.id), isNull(letters.sha256)))
  return kept
}

/** The PDF of a letter's words: the reader's own language first, the other one on a sheet of its own. */
export const letterPdf = ({
  content,
  locale,
  issuedAt,
}: Pick<Letter, 'content' | 'locale' | 'issuedAt'>): Promise<Uint8Array> =>
  setLetter({
    title: content[locale].subject,
    number: content.number,
    brand: content.brand,
    issuedAt,
    texts:
      locale === 'hi'
        ? [sheetOf(content, 'hi'), sheetOf(content, 'en')]
        : [sheetOf(content, 'en'), sheetOf(content, 'hi')],
  })

function sheetOf(content: LetterContent, locale: 'en' | 'hi'): SheetText {
  const t = translatorFor(locale, 'letters')
  const { subject, body, signatory, designation } = content[locale]
  return {
    locale,
    partner: content.partner[locale],
    dateLine: t('sheet.date', { date: content.issued[locale] }),
    numberLine: t('sheet.number', { number: content.number }),
    recipientLines: [
      content.recipient.name,
      t('sheet.application', { number: content.recipient.applicationNumber }),
    ],
    subject,
    paragraphs: paragraphsOf(body),
    signatory,
    designation,
  }
}

/** The PDF of a letter that nobody gets: the words of a template with invented facts. Keeps nothing. */
export async function previewLetter(sample: LetterFacts, locale: 'en' | 'hi', now: Date): Promise<Blob> {
  const content = contentOf(sample, { number: 'LTR-27-00000000', respondBy: secondsAfter(now, 864_000), now })
  const bytes = await letterPdf({ content, locale, issuedAt: now })
  return new Blob([new Uint8Array(bytes)], { type: 'application/pdf' })
}
