/** The fake vendor's catalogue: its tests, their sections and questions. Written for this simulator. */
export type Language = 'en' | 'hi'
export type Words = Record<Language, string>
export type SimQuestion = Words & { id: string; options: (Words & { id: string })[]; right: string }
export type SimSection = { id: string; name: string; shown: Words; minutes: number; questions: SimQuestion[] }
export type SimTest = {
  id: string
  name: string
  shown: Words
  status: 'Active' | 'Draft'
  labels: string[]
  sections: SimSection[]
}
export type SimLink = {
  id: string
  testId: string
  name: string
  status: 'active' | 'inactive'
  proctoringMode: 'disabled' | 'image' | 'video'
  validityDays: number
}

export const pointsPerQuestion = 10

/** Options are `text` for numbers, or `English|हिन्दी`; the first is the right one, and they are shown sorted. */
function question(id: string, en: string, hi: string, ...texts: string[]): SimQuestion {
  const options = texts.map((text, index) => {
    const [english = text, hindi = english] = text.split('|')
    return { id: `${id}${index}`, en: english, hi: hindi }
  })
  const sorted = [...options].sort((left, right) => left.en.localeCompare(right.en, 'en', { numeric: true }))
  return { id, en, hi, options: sorted, right: `${id}0` }
}

export const tests: SimTest[] = [
  {
    id: '1292150',
    name: 'Engineering Aptitude',
    shown: { en: 'Engineering Aptitude', hi: 'इंजीनियरिंग अभिरुचि' },
    status: 'Active',
    labels: ['admissions', 'engineering'],
    sections: [
      {
        id: '501',
        name: 'Quantitative Aptitude',
        shown: { en: 'Quantitative Aptitude', hi: 'संख्यात्मक योग्यता' },
        minutes: 12,
        questions: [
          question(
            'speed',
            'A train covers 240 km in 3 hours. What is its speed?',
            'एक रेलगाड़ी 3 घंटे में 240 किमी चलती है। उसकी गति क्या है?',
            '80 km/h|80 किमी/घंटा',
            '60 km/h|60 किमी/घंटा',
            '72 km/h|72 किमी/घंटा',
          ),
          question('power', 'What is 2 to the power of 7?', '2 की घात 7 कितनी होती है?', '128', '64', '256'),
          question(
            'angle',
            'Two angles of a triangle are 50° and 60°. What is the third?',
            'त्रिभुज के दो कोण 50° और 60° हैं। तीसरा कितना है?',
            '70°',
            '60°',
            '90°',
          ),
        ],
      },
      {
        id: '502',
        name: 'Logical Reasoning',
        shown: { en: 'Logical Reasoning', hi: 'तार्किक क्षमता' },
        minutes: 10,
        questions: [
          question(
            'next',
            'What comes next: 2, 6, 12, 20, …?',
            'आगे क्या आएगा: 2, 6, 12, 20, …?',
            '30',
            '28',
            '26',
          ),
          question(
            'all',
            'All bridges are made. Some made things fall. Which must be true?',
            'सभी पुल बनाए जाते हैं। कुछ बनी चीज़ें गिरती हैं। क्या निश्चित रूप से सच है?',
            'Neither of the two|दोनों में से कोई नहीं',
            'All bridges fall|सभी पुल गिरते हैं',
            'Some bridges fall|कुछ पुल गिरते हैं',
          ),
          question(
            'day',
            'If today is Friday, which day is it 100 days later?',
            'आज शुक्रवार है तो 100 दिन बाद कौन-सा दिन होगा?',
            'Sunday|रविवार',
            'Friday|शुक्रवार',
            'Monday|सोमवार',
          ),
        ],
      },
      {
        id: '503',
        name: 'English',
        shown: { en: 'English', hi: 'अंग्रेज़ी' },
        minutes: 8,
        questions: [
          question(
            'word',
            'Which word means almost the same as “brief”?',
            '“brief” का लगभग समान अर्थ किस शब्द का है?',
            'short',
            'bright',
            'heavy',
          ),
          question(
            'verb',
            'She ___ here since 2019.',
            'She ___ here since 2019.',
            'has worked',
            'is working',
            'works',
          ),
        ],
      },
    ],
  },
  {
    id: '1292151',
    name: 'Management Aptitude',
    shown: { en: 'Management Aptitude', hi: 'प्रबंधन अभिरुचि' },
    status: 'Active',
    labels: ['admissions', 'management'],
    sections: [
      {
        id: '511',
        name: 'Business Numbers',
        shown: { en: 'Business Numbers', hi: 'व्यापार के अंक' },
        minutes: 12,
        questions: [
          question(
            'profit',
            'Bought for ₹400, sold for ₹500. What is the profit in percent?',
            '₹400 में ख़रीदा, ₹500 में बेचा। लाभ कितने प्रतिशत है?',
            '25%',
            '20%',
            '10%',
          ),
          question(
            'share',
            'Three people share ₹900 as 2 : 3 : 4. What is the largest share?',
            'तीन लोग ₹900 को 2 : 3 : 4 में बाँटते हैं। सबसे बड़ा हिस्सा कितना है?',
            '₹400',
            '₹300',
            '₹450',
          ),
        ],
      },
      {
        id: '512',
        name: 'Verbal Reasoning',
        shown: { en: 'Verbal Reasoning', hi: 'भाषाई तर्क' },
        minutes: 8,
        questions: [
          question(
            'pair',
            'Author is to book as composer is to …',
            'लेखक का जो संबंध पुस्तक से है, वही संगीतकार का किससे है?',
            'symphony|संगीत-रचना',
            'piano|पियानो',
            'concert hall|सभागार',
          ),
          question(
            'odd',
            'Which one does not belong?',
            'कौन-सा बाकी से अलग है?',
            'Carpet|क़ालीन',
            'Ledger|बही',
            'Invoice|बीजक',
          ),
        ],
      },
    ],
  },
  {
    id: '1292152',
    name: 'Design Thinking',
    shown: { en: 'Design Thinking', hi: 'रचनात्मक सोच' },
    status: 'Draft',
    labels: ['design'],
    sections: [
      {
        id: '521',
        name: 'Observation',
        shown: { en: 'Observation', hi: 'अवलोकन' },
        minutes: 15,
        questions: [
          question(
            'fold',
            'A square sheet is folded twice and one corner is cut. How many holes at most?',
            'एक चौकोर काग़ज़ दो बार मोड़कर एक कोना काटा जाता है। अधिक से अधिक कितने छेद होंगे?',
            '1',
            '2',
            '4',
          ),
        ],
      },
    ],
  },
]

/** The default link of each test, one with photographs, one that is switched off. */
export const links: SimLink[] = [
  ...tests.map((test, index): SimLink => ({
    id: String(2_000 + index),
    testId: test.id,
    name: 'Default test link',
    status: 'active',
    proctoringMode: 'disabled',
    validityDays: 30,
  })),
  {
    id: '2010',
    testId: '1292150',
    name: 'Photographed',
    status: 'active',
    proctoringMode: 'image',
    validityDays: 7,
  },
  {
    id: '2011',
    testId: '1292150',
    name: 'Last year',
    status: 'inactive',
    proctoringMode: 'disabled',
    validityDays: 7,
  },
]

export const findTest = (id: string): SimTest | undefined => tests.find((test) => test.id === id)
export const findLink = (testId: string, id: string): SimLink | undefined =>
  links.find((link) => link.testId === testId && link.id === id)

export const minutesOf = (test: Pick<SimTest, 'sections'>) =>
  test.sections.reduce((sum, { minutes }) => sum + minutes, 0)
export const questionsOf = (test: SimTest) => test.sections.flatMap(({ questions }) => questions)

/** Points of one section for these answers. */
export const pointsIn = ({ questions }: SimSection, answers: Record<string, string>) =>
  questions.filter(({ id, right }) => answers[id] === right).length * pointsPerQuestion

export const fullPoints = ({ questions }: SimSection) => questions.length * pointsPerQuestion
