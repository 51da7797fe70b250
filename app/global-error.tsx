'use client'

import english from '@/lib/platform/i18n/en/errors.json'
import hindi from '@/lib/platform/i18n/hi/errors.json'
import './globals.css'

/** Stands in when even the frame could not be drawn: nobody knows the reader's language then, so it speaks both. */
export default function GlobalErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>{english.unreachable_title}</title>
        <main className="measure mx-auto flex flex-col gap-10 px-4 py-12">
          <Apology lang="en" words={english} />
          <Apology lang="hi" words={hindi} />
          {error.digest && <p className="figures text-muted">{error.digest}</p>}
        </main>
      </body>
    </html>
  )
}

function Apology({ lang, words }: { lang: string; words: typeof english }) {
  const Heading = lang === 'en' ? 'h1' : 'h2'
  return (
    <section lang={lang} className="flex flex-col items-start gap-3">
      <Heading className="text-2xl">{words.unreachable_title}</Heading>
      <p className="text-lg">{words.unreachable_body}</p>
      <a href="" className="font-semibold text-brand underline underline-offset-3">
        {words.try_again}
      </a>
    </section>
  )
}
