/** What the fake vendor asks. Written for this simulator; Test Partnership's own tests are others. */
export type Language = 'en' | 'hi'
type Said = Record<Language, string>
export type Option = Said & { id: string }
export type Question = Said & { id: string; options: Option[]; right?: string; scale?: string }

export type TestKey = 'numerical' | 'verbal' | 'abstract' | 'personality'
export type SimTest = {
  key: TestKey
  name: string
  title: Said
  minutes: number
  verificationMinutes: number
  questions: Question[]
}

const said = (en: string, hi: string): Said => ({ en, hi })

/** Answers are the same in both languages where they are figures. */
const pick = (id: string, asked: Said, right: string, options: (string | Said)[]): Question => ({
  id,
  ...asked,
  right,
  options: options.map((option, index) => ({
    id: String(index + 1),
    ...(typeof option === 'string' ? said(option, option) : option),
  })),
})

const numerical: Question[] = [
  pick(
    'n1',
    said(
      'A shirt costs ₹800 and is sold with 15% off. What does one pay?',
      'एक कमीज़ ₹800 की है और 15% छूट पर मिलती है। कितना देना होगा?',
    ),
    '2',
    ['₹660', '₹680', '₹700', '₹720'],
  ),
  pick(
    'n2',
    said(
      'A train covers 180 km in 2 hours 30 minutes. What is its speed?',
      'एक रेलगाड़ी 2 घंटे 30 मिनट में 180 किमी चलती है। उसकी चाल क्या है?',
    ),
    '3',
    [
      said('60 km/h', '60 किमी/घंटा'),
      said('68 km/h', '68 किमी/घंटा'),
      said('72 km/h', '72 किमी/घंटा'),
      said('80 km/h', '80 किमी/घंटा'),
    ],
  ),
  pick(
    'n3',
    said(
      'Sales were 240 in March and 300 in April. By how much did they grow?',
      'मार्च में बिक्री 240 थी और अप्रैल में 300। कितनी बढ़ी?',
    ),
    '2',
    ['20%', '25%', '30%', '60%'],
  ),
  pick(
    'n4',
    said(
      '₹9,000 are shared in the ratio 2 : 3 : 4. How much is the largest share?',
      '₹9,000 को 2 : 3 : 4 में बाँटा जाता है। सबसे बड़ा हिस्सा कितना है?',
    ),
    '4',
    ['₹2,000', '₹3,000', '₹3,600', '₹4,000'],
  ),
  pick(
    'n5',
    said(
      'The mean of five marks is 62. Four of them are 58, 61, 66 and 70. What is the fifth?',
      'पाँच अंकों का औसत 62 है। चार अंक 58, 61, 66 और 70 हैं। पाँचवाँ कितना है?',
    ),
    '1',
    ['55', '57', '60', '62'],
  ),
]

const yesNoUnknown = [said('True', 'सही'), said('False', 'गलत'), said('Cannot say', 'कहा नहीं जा सकता')]

const verbal: Question[] = [
  pick(
    'v1',
    said(
      '“The library opens at nine on every working day.” The library opens at nine on Mondays that are working days.',
      '“पुस्तकालय हर कार्यदिवस पर नौ बजे खुलता है।” जो सोमवार कार्यदिवस है, उस दिन पुस्तकालय नौ बजे खुलता है।',
    ),
    '1',
    yesNoUnknown,
  ),
  pick(
    'v2',
    said(
      '“Most students in the hostel come from other states.” Nobody in the hostel comes from this state.',
      '“छात्रावास के ज़्यादातर विद्यार्थी दूसरे राज्यों से हैं।” छात्रावास में इस राज्य का कोई नहीं है।',
    ),
    '3',
    yesNoUnknown,
  ),
  pick(
    'v3',
    said(
      '“Only those who have paid may sit the exam. Ravi has not paid.” Ravi may sit the exam.',
      '“परीक्षा वही दे सकते हैं जिन्होंने शुल्क दिया है। रवि ने शुल्क नहीं दिया।” रवि परीक्षा दे सकता है।',
    ),
    '2',
    yesNoUnknown,
  ),
  pick(
    'v4',
    said('Which word means nearly the same as “brief”?', '“संक्षिप्त” के सबसे निकट अर्थ वाला शब्द कौन-सा है?'),
    '2',
    [said('Loud', 'ऊँचा'), said('Short', 'छोटा'), said('Rare', 'दुर्लभ'), said('Late', 'देर से')],
  ),
]

const abstract: Question[] = [
  pick('a1', said('What comes next? ▲ ▲▲ ▲▲▲ …', 'आगे क्या आएगा? ▲ ▲▲ ▲▲▲ …'), '3', [
    '▲',
    '▲▲',
    '▲▲▲▲',
    '▼▼▼▼',
  ]),
  pick('a2', said('What comes next? ● ○ ● ○ ● …', 'आगे क्या आएगा? ● ○ ● ○ ● …'), '2', ['●', '○', '■', '●●']),
  pick('a3', said('What comes next? → ↓ ← ↑ → …', 'आगे क्या आएगा? → ↓ ← ↑ → …'), '1', ['↓', '←', '↑', '→']),
  pick('a4', said('What comes next? ■□□ ■■□ ■■■ ■■□ …', 'आगे क्या आएगा? ■□□ ■■□ ■■■ ■■□ …'), '4', [
    '■■■',
    '■■□',
    '□□□',
    '■□□',
  ]),
]

const agreement: Option[] = [
  { id: '1', ...said('Not at all like me', 'मैं बिल्कुल ऐसा नहीं') },
  { id: '2', ...said('Not much like me', 'मैं ज़्यादा ऐसा नहीं') },
  { id: '3', ...said('Somewhat like me', 'मैं कुछ-कुछ ऐसा हूँ') },
  { id: '4', ...said('Like me', 'मैं ऐसा हूँ') },
  { id: '5', ...said('Very much like me', 'मैं बिल्कुल ऐसा हूँ') },
]
const statement = (id: string, scale: string, en: string, hi: string): Question => ({
  id,
  scale,
  en,
  hi,
  options: agreement,
})

const personality: Question[] = [
  statement(
    'p1',
    'Approachable',
    'People I hardly know tell me their worries.',
    'जिन्हें मैं मुश्किल से जानता हूँ, वे भी मुझे अपनी परेशानी बताते हैं।',
  ),
  statement('p2', 'Approachable', 'I greet newcomers first.', 'नए लोगों का स्वागत पहले मैं करता हूँ।'),
  statement('p3', 'Assertive', 'I say so when I disagree.', 'असहमत होने पर मैं कह देता हूँ।'),
  statement('p4', 'Assertive', 'I take the lead when nobody else does.', 'जब कोई आगे नहीं आता तो मैं आगे आता हूँ।'),
  statement(
    'p5',
    'Organised',
    'I plan my week before it begins.',
    'सप्ताह शुरू होने से पहले मैं उसकी योजना बनाता हूँ।',
  ),
  statement('p6', 'Organised', 'My notes are in order.', 'मेरे नोट्स व्यवस्थित रहते हैं।'),
  statement(
    'p7',
    'Curious',
    'I read about things nobody asked me to learn.',
    'मैं वह भी पढ़ता हूँ जो किसी ने पढ़ने को नहीं कहा।',
  ),
  statement('p8', 'Curious', 'I ask how things work.', 'मैं पूछता हूँ कि चीज़ें कैसे काम करती हैं।'),
  statement('p9', 'Calm', 'I stay calm when plans change.', 'योजना बदलने पर मैं शांत रहता हूँ।'),
  statement('p10', 'Calm', 'I sleep well before exams.', 'परीक्षा से पहले मुझे अच्छी नींद आती है।'),
]

export const tests: Record<TestKey, SimTest> = {
  numerical: {
    key: 'numerical',
    name: 'Sample Numerical Reasoning',
    title: said('Numerical Reasoning', 'संख्यात्मक तर्क'),
    minutes: 12,
    verificationMinutes: 6,
    questions: numerical,
  },
  verbal: {
    key: 'verbal',
    name: 'Sample Verbal Reasoning',
    title: said('Verbal Reasoning', 'भाषाई तर्क'),
    minutes: 10,
    verificationMinutes: 5,
    questions: verbal,
  },
  abstract: {
    key: 'abstract',
    name: 'Sample Abstract Reasoning',
    title: said('Abstract Reasoning', 'अमूर्त तर्क'),
    minutes: 8,
    verificationMinutes: 4,
    questions: abstract,
  },
  personality: {
    key: 'personality',
    name: 'Sample Personality Questionnaire',
    title: said('Personality Questionnaire', 'व्यक्तित्व प्रश्नावली'),
    minutes: 15,
    verificationMinutes: 15,
    questions: personality,
  },
}

/** A verification test has fewer questions than the test it repeats. */
export const questionsOf = (key: TestKey, isVerification: boolean): Question[] =>
  isVerification ? tests[key].questions.slice(-2) : tests[key].questions

/** Which scales each report puts together. The same answers are shown in different ways by different reports. */
export const groups: { name: string; report: string; scales: string[] }[] = [
  { name: 'Agreeableness', report: 'Full Report', scales: ['Approachable', 'Calm'] },
  { name: 'Drive', report: 'Full Report', scales: ['Assertive', 'Curious', 'Organised'] },
  { name: 'Conscientiousness', report: 'Full Report', scales: ['Organised', 'Calm'] },
  { name: 'Adaptable', report: 'Sales Report', scales: ['Curious', 'Calm', 'Assertive'] },
  { name: 'Drive', report: 'Leadership Report', scales: ['Assertive', 'Calm'] },
  { name: 'Patience', report: 'Customer Service Report', scales: ['Calm', 'Approachable'] },
  { name: 'Accuracy', report: 'Administrative Report', scales: ['Organised', 'Curious'] },
]
