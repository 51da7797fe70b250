import { useTranslations } from 'next-intl'

/** What was asked and what came back, as kept: secrets and personal data were blacked out when it was written. */
export function CallBodies({ request, response }: { request: string | null; response: string | null }) {
  const t = useTranslations('staff.integrations')
  return (
    <div className="grid gap-3 xl:grid-cols-2">
      <Body title={t('request')} text={request} />
      <Body title={t('response')} text={response} />
    </div>
  )
}

function Body({ title, text }: { title: string; text: string | null }) {
  const t = useTranslations('staff.integrations')
  return (
    <figure className="flex min-w-0 flex-col gap-1">
      <figcaption className="text-sm font-semibold">{title}</figcaption>
      <pre
        tabIndex={0}
        aria-label={title}
        className="max-h-80 overflow-auto rounded border border-line bg-surface p-3 font-mono text-sm wrap-anywhere whitespace-pre-wrap"
      >
        {text ? readable(text) : t('empty_body')}
      </pre>
    </figure>
  )
}

/** JSON with line breaks; anything else as it came. */
function readable(text: string): string {
  const isJson = /^\s*[[{]/.test(text)
  return isJson ? indent(text) : text
}

/** Breaks lines at brackets and commas outside of strings: also of JSON that was cut short when it was kept. */
function indent(text: string): string {
  let depth = 0
  const broken = () => `\n${'  '.repeat(Math.max(0, depth))}`
  return text.replace(/"(?:\\.|[^"\\])*"?|[[{]\s*|\s*[\]}]|,\s*|:\s*/g, (token) => {
    const sign = token.trim()
    if (sign.startsWith('"')) return token
    if (sign === ':') return ': '
    if (sign === ',') return `,${broken()}`
    if (sign === '[' || sign === '{') {
      depth += 1
      return sign + broken()
    }
    depth -= 1
    return broken() + sign
  })
}
