import { join, resolve } from 'node:path'
import { Document, Font, Page, StyleSheet, Text, View, renderToBuffer } from '@react-pdf/renderer'

/** One language of a letter as it is set: paragraphs, and who signs. */
export type SheetText = {
  locale: 'en' | 'hi'
  partner: string
  dateLine: string
  numberLine: string
  recipientLines: string[]
  subject: string
  paragraphs: string[]
  signatory: string
  designation: string
}

/** A letter's sheets: the same letter in each language, the reader's own first. */
export type LetterSheets = {
  title: string
  number: string
  brand: string
  issuedAt: Date
  texts: SheetText[]
}

/**
 * The PDF of a letter. The same sheets give the same bytes: its dates are the letter's own and nothing is random, so a file
 * may be made again at any time and compared by its hash.
 */
export async function setLetter(letter: LetterSheets): Promise<Uint8Array> {
  registerFonts()
  const { title, number, brand, issuedAt, texts } = letter
  return renderToBuffer(
    <Document
      title={title}
      subject={number}
      author={texts[0]?.partner}
      producer="Pravesh"
      creator="Pravesh"
      creationDate={issuedAt}
      modificationDate={issuedAt}
      language={texts[0]?.locale}
    >
      {texts.map((text) => (
        <Page key={text.locale} size="A4" style={styles.page}>
          <View style={[styles.head, { borderBottomColor: brand }]}>
            <Text style={[styles.partner, { color: brand }]}>{text.partner}</Text>
          </View>
          <View style={styles.lines}>
            <Text>{text.numberLine}</Text>
            <Text>{text.dateLine}</Text>
          </View>
          <View style={styles.block}>
            {text.recipientLines.map((line, at) => (
              <Text key={at}>{line}</Text>
            ))}
          </View>
          <Text style={styles.subject}>{text.subject}</Text>
          {text.paragraphs.map((paragraph, at) => (
            <Text key={at} style={styles.paragraph}>
              {paragraph}
            </Text>
          ))}
          <View style={styles.signature} wrap={false}>
            <Text style={styles.signatory}>{text.signatory}</Text>
            <Text>{text.designation}</Text>
          </View>
          <Text style={styles.foot} fixed>
            {number}
          </Text>
        </Page>
      ))}
    </Document>,
  )
}

const families = ['Letter Latin', 'Letter Devanagari', 'Letter Latin Extended']

const styles = StyleSheet.create({
  page: { padding: 56, fontFamily: families, fontSize: 11, lineHeight: 1.55, color: '#1c1f26' },
  head: { borderBottomWidth: 2, paddingBottom: 10, marginBottom: 18 },
  partner: { fontSize: 18, fontWeight: 700 },
  lines: { flexDirection: 'row', justifyContent: 'space-between', marginBottom: 18 },
  block: { marginBottom: 18 },
  subject: { fontSize: 13, fontWeight: 700, marginBottom: 12 },
  paragraph: { marginBottom: 9 },
  signature: { marginTop: 26 },
  signatory: { fontWeight: 700 },
  foot: {
    position: 'absolute',
    bottom: 28,
    left: 56,
    right: 56,
    fontSize: 8,
    color: '#5b6270',
    textAlign: 'center',
  },
})

let areFontsKnown = false

/** Noto covers Latin, Devanagari with its conjuncts, and ₹; a glyph that one family lacks is taken from the next. */
function registerFonts(): void {
  if (areFontsKnown) return
  areFontsKnown = true
  const file = (family: string, name: string) =>
    join(resolve(/*turbopackIgnore: true*/ process.cwd()), 'node_modules/@fontsource', family, 'files', name)
  const both = (family: string, subset: string) => [
    { src: file(family, `${family}-${subset}-400-normal.woff`) },
    { src: file(family, `${family}-${subset}-700-normal.woff`), fontWeight: 700 },
  ]
  Font.register({ family: 'Letter Latin', fonts: both('noto-sans', 'latin') })
  Font.register({ family: 'Letter Devanagari', fonts: both('noto-sans-devanagari', 'devanagari') })
  Font.register({ family: 'Letter Latin Extended', fonts: both('noto-sans', 'latin-ext') })
  // Words are not split: hyphenation rules for English would cut Devanagari clusters apart.
  Font.registerHyphenationCallback((word) => [word])
}
