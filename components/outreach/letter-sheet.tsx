/** A letter as its reader gets it. */
export function LetterSheet({
  letter: { locale, subject, body },
}: {
  letter: { locale: 'en' | 'hi'; subject: string; body: string }
}) {
  return (
    <article lang={locale} className="rounded border border-line bg-surface-raised p-4">
      <h3 className="mb-3 border-b border-line pb-2 font-semibold wrap-anywhere">{subject}</h3>
      <p className="measure whitespace-pre-wrap wrap-anywhere">{body}</p>
    </article>
  )
}
