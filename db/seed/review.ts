import type { Localised } from '../schema/partners'

/** What reviewers of every demo intake score in the screening: weights are 100 together. */
export const seedCriteria: { name: Localised; weight: number; maxPoints: number; anchors: Localised }[] = [
  {
    name: { en: 'School results', hi: 'विद्यालय के परिणाम' },
    weight: 40,
    maxPoints: 10,
    anchors: {
      en: '0: below 50 %. 5: about 70 %. 10: above 95 %, in the subjects that the programme needs.',
      hi: '0: 50 % से कम। 5: लगभग 70 %। 10: प्रोग्राम के लिए ज़रूरी विषयों में 95 % से अधिक।',
    },
  },
  {
    name: { en: 'Assessment', hi: 'मूल्यांकन' },
    weight: 30,
    maxPoints: 10,
    anchors: {
      en: '0: lowest tenth. 5: middle. 10: highest tenth. No result yet: score what there is, and say so.',
      hi: '0: सबसे निचला दसवाँ हिस्सा। 5: बीच में। 10: सबसे ऊपर का दसवाँ हिस्सा। परिणाम न हो तो जो है उस पर अंक दें और लिखें।',
    },
  },
  {
    name: { en: 'Statement', hi: 'वक्तव्य' },
    weight: 20,
    maxPoints: 5,
    anchors: {
      en: '0: says nothing about the programme. 3: a clear reason. 5: a reason of their own, with evidence.',
      hi: '0: प्रोग्राम के बारे में कुछ नहीं। 3: स्पष्ट कारण। 5: अपना निजी कारण, प्रमाण के साथ।',
    },
  },
  {
    name: { en: 'Fit with the programme', hi: 'प्रोग्राम से मेल' },
    weight: 10,
    maxPoints: 5,
    anchors: {
      en: '0: another programme would fit better. 5: subjects, results and wishes agree.',
      hi: '0: दूसरा प्रोग्राम बेहतर होगा। 5: विषय, परिणाम और पसंद मेल खाते हैं।',
    },
  },
]

/** The stages of every demo intake, in order. */
export const seedStages: {
  name: Localised
  isBlind: boolean
  isScored: boolean
  reviewersWanted: number
  daysToReview: number | null
}[] = [
  {
    name: { en: 'Screening', hi: 'प्रारंभिक जाँच' },
    isBlind: true,
    isScored: true,
    reviewersWanted: 2,
    daysToReview: 7,
  },
  {
    name: { en: 'Panel', hi: 'चयन समिति' },
    isBlind: false,
    isScored: false,
    reviewersWanted: 1,
    daysToReview: null,
  },
]

export const seedScorecardName: Localised = { en: 'Screening', hi: 'प्रारंभिक जाँच' }
