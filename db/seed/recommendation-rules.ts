import type {
  MarkCondition,
  RecommendationRule,
  RecommendationRules,
  RuleCondition,
} from '../../lib/domain/assessments/rules'

/** A rule set of the demo world with its one published version, and the intakes that use it. */
export type SeedRuleSet = {
  partner: string
  name: string
  note: string
  intakes: string[]
  rules: RecommendationRules
}

type Named = Pick<MarkCondition, 'level' | 'name' | 'scale'> & { reportType?: string }
const atLeast = (atLeast: number, { reportType, ...mark }: Named): RuleCondition => ({
  kind: 'mark',
  reportType: reportType ?? null,
  outOf: null,
  atLeast,
  atMost: null,
  ...mark,
})
const section = (name: string, scale: 'percent' | 'percentile'): Named => ({ level: 'section', name, scale })
const trait = (name: string): Named => ({ level: 'scale', name, scale: 'sten' })
const group = (name: string): Named => ({ level: 'group', name, scale: 'sten', reportType: 'Full Report' })
const wholeTest: Named = { level: 'overall', name: '', scale: 'percent' }

const rule = (
  programmeCode: string,
  weight: number,
  en: string,
  hi: string,
  ...conditions: RuleCondition[]
): RecommendationRule => ({ programmeCode, weight, conditions, sentence: { en, hi } })

const quantitative = section('Quantitative Aptitude', 'percent')
const logical = section('Logical Reasoning', 'percent')
const english = section('English', 'percent')

/** iMocha's test Engineering Aptitude: percent of the points of each section, and iMocha's own category. */
const engineering = (software: string): RecommendationRule[] => [
  rule(
    'CSE',
    30,
    'You reached {mark} in {name} and were strong in Logical Reasoning: both are daily work in computer science.',
    '{name} में आपके {mark} रहे और तर्कशक्ति भी मज़बूत रही: कंप्यूटर विज्ञान में दोनों की रोज़ ज़रूरत होती है।',
    atLeast(60, quantitative),
    atLeast(60, logical),
  ),
  rule(
    'DSC',
    25,
    'You reached {mark} in {name}: data science rests on being at home with numbers.',
    '{name} में आपके {mark} रहे: डेटा साइंस में संख्याओं से दोस्ती सबसे ज़रूरी है।',
    atLeast(50, quantitative),
  ),
  rule(
    software,
    15,
    'You reached {mark} in {name}: explaining things clearly counts here as much as working them out.',
    '{name} में आपके {mark} रहे: यहाँ बात को साफ़ समझाना भी उतना ही ज़रूरी है जितना हल निकालना।',
    atLeast(50, english),
  ),
  rule(
    'CSE',
    10,
    'The test places your result in one of its upper categories.',
    'परीक्षा ने आपके परिणाम को अपनी ऊपरी श्रेणियों में रखा है।',
    { kind: 'band', words: ['Excellent', 'Good'] },
  ),
  rule(
    software,
    1,
    'You reached {mark} over the {name}. This programme begins broadly and leaves time to find your strengths.',
    '{name} में आपके {mark} रहे। यह प्रोग्राम व्यापक शुरुआत देता है और अपनी ताकत पहचानने का समय भी।',
    atLeast(0, wholeTest),
  ),
]

const management: RecommendationRule[] = [
  rule(
    'BCOM',
    20,
    'You reached {mark} in {name}: accounts and finance ask for exactly that.',
    '{name} में आपके {mark} रहे: लेखा और वित्त में यही चाहिए।',
    atLeast(50, section('Business Numbers', 'percent')),
  ),
  rule(
    'BBA',
    20,
    'You reached {mark} in {name}: much of business is understanding and being understood.',
    '{name} में आपके {mark} रहे: व्यवसाय का बड़ा हिस्सा समझना और समझाना है।',
    atLeast(50, section('Verbal Reasoning', 'percent')),
  ),
  rule(
    'DSC',
    25,
    'You reached {mark} in {name}, well above what most programmes need: data science would use it fully.',
    '{name} में आपके {mark} रहे, अधिकतर प्रोग्रामों की ज़रूरत से काफ़ी ऊपर: डेटा साइंस में यह पूरा काम आएगा।',
    atLeast(80, section('Business Numbers', 'percent')),
  ),
  rule(
    'BBA',
    5,
    'You reached {mark} over the whole test, evenly enough for a broad programme.',
    'पूरी परीक्षा में आपके {mark} रहे, एक व्यापक प्रोग्राम के लिए काफ़ी संतुलित।',
    atLeast(40, wholeTest),
  ),
  rule(
    'BBA',
    1,
    'You reached {mark} over the {name}. This programme begins broadly and leaves time to find your strengths.',
    '{name} में आपके {mark} रहे। यह प्रोग्राम व्यापक शुरुआत देता है और अपनी ताकत पहचानने का समय भी।',
    atLeast(0, wholeTest),
  ),
]

const numerical = section('Sample Numerical Reasoning', 'percentile')
const verbal = section('Sample Verbal Reasoning', 'percentile')
const abstract = section('Sample Abstract Reasoning', 'percentile')

/** Test Partnership's aptitude tests and questionnaire: percentiles of sections, stens of traits, groups of the Full Report. */
const personality: RecommendationRule[] = [
  rule(
    'MBA',
    30,
    'Your {name} stands at {mark} and you like to take things in hand: management asks for both.',
    '{name} में आप {mark} पर हैं और आपको पहल करना पसंद है: प्रबंधन में दोनों चाहिए।',
    atLeast(40, numerical),
    atLeast(6, group('Drive')),
  ),
  rule(
    'BCOM',
    20,
    'Your {name} stands at {mark}: careful work with figures would suit you.',
    '{name} में आप {mark} पर हैं: आँकड़ों का सावधान काम आपको रास आएगा।',
    atLeast(40, numerical),
  ),
  rule(
    'BCOM',
    5,
    'Your answers show that you like order: {name}, {mark}.',
    'आपके उत्तर बताते हैं कि आपको व्यवस्था पसंद है: {name}, {mark}।',
    atLeast(6, trait('Organised')),
  ),
  rule(
    'PSY',
    20,
    'Your {name} stands at {mark} and people find it easy to come to you: psychology needs both.',
    '{name} में आप {mark} पर हैं और लोग आपसे आसानी से बात कर पाते हैं: मनोविज्ञान में दोनों चाहिए।',
    atLeast(30, verbal),
    atLeast(5, trait('Approachable')),
  ),
  rule(
    'PSY',
    5,
    'Your answers show that you want to know how things work: {name}, {mark}.',
    'आपके उत्तर बताते हैं कि आप जानना चाहते हैं कि चीज़ें कैसे काम करती हैं: {name}, {mark}।',
    atLeast(6, trait('Curious')),
  ),
  rule(
    'BBA',
    15,
    'Your answers describe somebody who gets things going: {name}, {mark}.',
    'आपके उत्तर ऐसे व्यक्ति को दिखाते हैं जो काम आगे बढ़ाता है: {name}, {mark}।',
    atLeast(6, group('Drive')),
  ),
  rule(
    'BBA',
    10,
    'Your {name} stands at {mark}: seeing patterns quickly helps in every part of a business.',
    '{name} में आप {mark} पर हैं: पैटर्न जल्दी पहचानना व्यवसाय के हर हिस्से में काम आता है।',
    atLeast(50, abstract),
  ),
  rule(
    'BBA',
    1,
    'Your {name} stands at {mark}. This programme begins broadly and leaves time to find your strengths.',
    '{name} में आप {mark} पर हैं। यह प्रोग्राम व्यापक शुरुआत देता है और अपनी ताकत पहचानने का समय भी।',
    atLeast(1, verbal),
  ),
]

const aptitude: RecommendationRule[] = [
  rule(
    'DES',
    20,
    'Your {name} stands at {mark}: design is much about seeing forms and how they relate.',
    '{name} में आप {mark} पर हैं: डिज़ाइन बहुत कुछ आकार और उनके संबंध देखने की कला है।',
    atLeast(40, abstract),
  ),
  rule(
    'BCA',
    15,
    'Your {name} stands at {mark}: reading closely and writing clearly carry one far in computing.',
    '{name} में आप {mark} पर हैं: ध्यान से पढ़ना और साफ़ लिखना कंप्यूटिंग में बहुत आगे ले जाता है।',
    atLeast(30, verbal),
  ),
  rule(
    'CSE',
    25,
    'Your {name} stands at {mark}: engineering of software is finding the pattern behind the case.',
    '{name} में आप {mark} पर हैं: सॉफ़्टवेयर अभियांत्रिकी में उदाहरण के पीछे का पैटर्न ढूँढना होता है।',
    atLeast(70, abstract),
  ),
  rule(
    'BCA',
    1,
    'Your {name} stands at {mark}. This programme begins broadly and leaves time to find your strengths.',
    '{name} में आप {mark} पर हैं। यह प्रोग्राम व्यापक शुरुआत देता है और अपनी ताकत पहचानने का समय भी।',
    atLeast(1, verbal),
  ),
]

const first = 'First version, written with the heads of the programmes.'

export const seedRuleSets: SeedRuleSet[] = [
  {
    partner: 'greenfield',
    name: 'Engineering Aptitude 2027',
    note: first,
    intakes: ['IM-27', 'IMB-27'],
    rules: { most: 3, rules: engineering('BBA') },
  },
  {
    partner: 'greenfield',
    name: 'Management Aptitude 2027',
    note: first,
    intakes: ['IM2-27', 'IM2B-27'],
    rules: { most: 3, rules: management },
  },
  {
    partner: 'greenfield',
    name: 'Aptitude and personality 2027',
    note: first,
    intakes: ['TP-27', 'TPB-27'],
    rules: { most: 3, rules: personality },
  },
  {
    partner: 'sunrise',
    name: 'Engineering Aptitude 2027',
    note: first,
    intakes: ['IM-27'],
    rules: { most: 3, rules: engineering('BCA') },
  },
  {
    partner: 'sunrise',
    name: 'Aptitude 2027',
    note: first,
    intakes: ['TPB-27'],
    rules: { most: 3, rules: aptitude },
  },
]
