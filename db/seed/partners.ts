import type { Localised } from '../schema/partners'

/** The demo world's two partners. Days count from the moment the world is made, so that open intakes stay open. */
type SeedProgramme = { code: string; name: Localised; summary: Localised; aliases?: string[] }
type SeedIntake = {
  code: string
  name: Localised
  sessionYear: number
  opensInDays: number
  closesInDays: number
  journey: 'assessment_first' | 'payment_first'
  feePaise: number | null
  programmes: string[]
}
export type SeedPartner = {
  slug: string
  name: Localised
  tagline: Localised
  brand: string
  hosts: string[]
  isDefault: boolean
  supportEmail: string
  grievanceOfficer: string
  gatewayKey: string
  programmes: SeedProgramme[]
  intakes: SeedIntake[]
}

export const refundPolicy: Localised = {
  en: 'The application fee is not refunded when you withdraw. Money taken twice, or in a wrong amount, is always returned in full to the account it came from within 5–7 working days.',
  hi: 'आवेदन वापस लेने पर आवेदन शुल्क नहीं लौटाया जाता। दो बार या गलत राशि में लिया गया पैसा हमेशा पूरा उसी खाते में 5–7 कार्य दिवसों में लौटाया जाता है।',
}

export const seedPartners: SeedPartner[] = [
  {
    slug: 'greenfield',
    name: { en: 'Greenfield College', hi: 'ग्रीनफ़ील्ड कॉलेज' },
    tagline: {
      en: 'Find out what suits you, then apply.',
      hi: 'पहले जानिए आपके लिए क्या सही है, फिर आवेदन कीजिए।',
    },
    brand: '#0f766e',
    hosts: ['greenfield.localhost'],
    isDefault: true,
    supportEmail: 'admissions@greenfield.test',
    grievanceOfficer: 'Dr. Sunita Rao',
    gatewayKey: 'rzp_test_greenfield',
    programmes: [
      {
        code: 'CSE',
        name: { en: 'B.Tech Computer Science and Engineering', hi: 'बी.टेक कंप्यूटर विज्ञान एवं अभियांत्रिकी' },
        summary: {
          en: 'Four years of building software and understanding machines.',
          hi: 'चार वर्ष: सॉफ़्टवेयर बनाना और मशीनों को समझना।',
        },
        aliases: ['B.Tech Computer Science'],
      },
      {
        code: 'DSC',
        name: { en: 'B.Sc Data Science', hi: 'बी.एससी डेटा साइंस' },
        summary: {
          en: 'Statistics, programming and clear thinking about evidence.',
          hi: 'सांख्यिकी, प्रोग्रामिंग और प्रमाणों पर स्पष्ट सोच।',
        },
      },
      {
        code: 'BBA',
        name: { en: 'BBA', hi: 'बीबीए' },
        summary: { en: 'Three years of business, people and numbers.', hi: 'तीन वर्ष: व्यवसाय, लोग और आँकड़े।' },
      },
      {
        code: 'BCOM',
        name: { en: 'B.Com (Hons)', hi: 'बी.कॉम (ऑनर्स)' },
        summary: { en: 'Accounts, law and finance for careful minds.', hi: 'लेखा, विधि और वित्त।' },
      },
      {
        code: 'PSY',
        name: { en: 'BA Psychology', hi: 'बीए मनोविज्ञान' },
        summary: { en: 'How people think, feel and decide.', hi: 'लोग कैसे सोचते, महसूस करते और निर्णय लेते हैं।' },
      },
      {
        code: 'MBA',
        name: { en: 'MBA', hi: 'एमबीए' },
        summary: {
          en: 'Two years that turn experience into judgement.',
          hi: 'दो वर्ष, जो अनुभव को निर्णय-क्षमता में बदलते हैं।',
        },
        aliases: ['BMS'],
      },
    ],
    intakes: [
      {
        code: 'UG-27',
        name: { en: 'Undergraduate admission 2027', hi: 'स्नातक प्रवेश 2027' },
        sessionYear: 27,
        opensInDays: -20,
        closesInDays: 160,
        journey: 'assessment_first',
        feePaise: null,
        programmes: ['CSE', 'DSC', 'BBA', 'BCOM', 'PSY'],
      },
      {
        code: 'PG-27',
        name: { en: 'Postgraduate admission 2027', hi: 'स्नातकोत्तर प्रवेश 2027' },
        sessionYear: 27,
        opensInDays: -10,
        closesInDays: 120,
        journey: 'payment_first',
        feePaise: 100_000,
        programmes: ['MBA', 'DSC', 'BBA'],
      },
      {
        code: 'UG-26',
        name: { en: 'Undergraduate admission 2026', hi: 'स्नातक प्रवेश 2026' },
        sessionYear: 26,
        opensInDays: -300,
        closesInDays: -150,
        journey: 'assessment_first',
        feePaise: null,
        programmes: ['CSE', 'BBA'],
      },
    ],
  },
  {
    slug: 'sunrise',
    name: { en: 'Sunrise Institute of Technology', hi: 'सनराइज़ प्रौद्योगिकी संस्थान' },
    tagline: {
      en: 'Engineering and design, close to where things are made.',
      hi: 'अभियांत्रिकी और डिज़ाइन, वहीं जहाँ चीज़ें बनती हैं।',
    },
    brand: '#4338ca',
    hosts: ['sunrise.localhost'],
    isDefault: false,
    supportEmail: 'help@sunrise.test',
    grievanceOfficer: 'Mr. Imran Qureshi',
    gatewayKey: 'rzp_test_sunrise',
    programmes: [
      {
        code: 'CSE',
        name: { en: 'B.Tech Computer Science', hi: 'बी.टेक कंप्यूटर विज्ञान' },
        summary: {
          en: 'Software, systems and the mathematics under them.',
          hi: 'सॉफ़्टवेयर, प्रणालियाँ और उनके पीछे का गणित।',
        },
      },
      {
        code: 'BCA',
        name: { en: 'BCA', hi: 'बीसीए' },
        summary: { en: 'Practical computing in three years.', hi: 'तीन वर्षों में व्यावहारिक कंप्यूटिंग।' },
      },
      {
        code: 'DSC',
        name: { en: 'B.Sc Data Science', hi: 'बी.एससी डेटा साइंस' },
        summary: { en: 'From raw numbers to answers that hold.', hi: 'कच्चे आँकड़ों से टिकाऊ उत्तरों तक।' },
      },
      {
        code: 'DES',
        name: { en: 'B.Des Communication Design', hi: 'बी.डिज़ संचार डिज़ाइन' },
        summary: { en: 'Making things that say what they mean.', hi: 'ऐसी चीज़ें बनाना जो अपनी बात कह सकें।' },
      },
    ],
    intakes: [
      {
        code: 'BT-27',
        name: { en: 'Admission 2027', hi: 'प्रवेश 2027' },
        sessionYear: 27,
        opensInDays: -15,
        closesInDays: 150,
        journey: 'payment_first',
        feePaise: 100_000,
        programmes: ['CSE', 'BCA', 'DSC', 'DES'],
      },
      {
        code: 'SPOT-26',
        name: { en: 'Spot round 2026', hi: 'स्पॉट राउंड 2026' },
        sessionYear: 26,
        opensInDays: -120,
        closesInDays: -90,
        journey: 'payment_first',
        feePaise: 100_000,
        programmes: ['CSE', 'BCA'],
      },
    ],
  },
]
