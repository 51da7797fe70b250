import type { StartInput } from './contract'

/** A start as the portal would ask for it, with made-up addresses; contract tests change what they are about. */
export const aStart = (changes: Partial<StartInput> & Pick<StartInput, 'candidate'>): StartInput => ({
  attemptId: '0198c0de-0000-7000-8000-000000000001',
  attemptNo: 1,
  externalId: null,
  memo: null,
  testId: null,
  extraTimePercent: null,
  callbackUrl: 'http://127.0.0.1:9/api/callbacks/provider/callback-token',
  returnUrl: 'http://127.0.0.1:9/api/callbacks/provider/return-token',
  retakeOf: null,
  knownExternalIds: [],
  availableUntil: null,
  ...changes,
})

/**
 * Somebody with a plain browser at a vendor's pages: opens an address, presses buttons by their names, follows redirects.
 * Stops where the pages lead away from the vendor and says where to.
 */
export async function aSitter(link: string) {
  const home = new URL(link).origin
  let url = link
  let html = ''
  const load = async (address: string, form?: URLSearchParams): Promise<void> => {
    const answer = await fetch(address, {
      redirect: 'manual',
      ...(form ? { method: 'POST', body: form } : {}),
    })
    const location = answer.headers.get('location')
    url = location ? new URL(location, address).href : address
    html = location ? '' : await answer.text()
    if (location && new URL(url).origin === home) await load(url)
  }
  await load(link)
  return {
    /** Where the browser is now. */
    url: () => url,
    html: () => html,
    sees: (words: string) => html.includes(words),
    /** Presses the first button whose name holds `name`; the fields of its form go along as they stand. */
    async presses(name: string): Promise<void> {
      const form = formsIn(html).find(({ buttons }) => buttons.some((button) => button.text.includes(name)))
      const button = form?.buttons.find(({ text }) => text.includes(name))
      if (!form || !button) throw new Error(`there is no button “${name}” in: ${html.slice(0, 2_000)}`)
      const fields = new URLSearchParams(form.fields)
      if (button.name) fields.set(button.name, button.value)
      await load(new URL(form.action ?? '', url).href, fields)
    },
  }
}

type Form = {
  action: string | null
  fields: [string, string][]
  buttons: { text: string; name: string | null; value: string }[]
}

/** The forms of a page with what a browser would send: hidden and typed fields, and of each question its first answer. */
function formsIn(html: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, attributes = '', inside = '']) => {
    const answered = new Set<string>()
    const fields = [...inside.matchAll(/<input\b([^>]*)>/g)].flatMap(([, input = '']): [string, string][] => {
      const name = attributeOf(input, 'name')
      const type = attributeOf(input, 'type') ?? 'text'
      if (!name || type === 'submit' || answered.has(name)) return []
      answered.add(name)
      return [[name, attributeOf(input, 'value') ?? 'on']]
    })
    const buttons = [...inside.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)].map(
      ([, button = '', text = '']) => ({
        text: text.replace(/<[^>]*>/g, '').trim(),
        name: attributeOf(button, 'name'),
        value: attributeOf(button, 'value') ?? '',
      }),
    )
    return { action: attributeOf(attributes, 'action'), fields, buttons }
  })
}

const attributeOf = (tag: string, name: string): string | null =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&') ?? null
