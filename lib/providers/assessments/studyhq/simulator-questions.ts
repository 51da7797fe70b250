/** The fake vendor's test: what it asks and what it concludes. Written for this simulator; StudyHQ's own test is another. */
export type Area = 'computing' | 'data' | 'business' | 'commerce' | 'design' | 'people'
export type Language = 'en' | 'hi'
type Option = { id: string; en: string; hi: string; adds: Partial<Record<Area, number>> }
export type Question = { id: string; en: string; hi: string; options: Option[] }

const option = (id: string, en: string, hi: string, adds: Option['adds'] = {}): Option => ({
  id,
  en,
  hi,
  adds,
})

export const questions: Question[] = [
  {
    id: 'series',
    en: 'What number comes next? 3, 6, 12, 24, …',
    hi: 'आगे कौन-सी संख्या आएगी? 3, 6, 12, 24, …',
    options: [
      option('30', '30', '30'),
      option('36', '36', '36'),
      option('42', '42', '42'),
      option('48', '48', '48', { computing: 2, data: 2 }),
    ],
  },
  {
    id: 'discount',
    en: 'A jacket costs ₹1,200 after a discount of 20%. What did it cost before?',
    hi: '20% छूट के बाद एक जैकेट ₹1,200 की है। छूट से पहले उसका दाम क्या था?',
    options: [
      option('1400', '₹1,400', '₹1,400'),
      option('1440', '₹1,440', '₹1,440'),
      option('1500', '₹1,500', '₹1,500', { commerce: 2, business: 2 }),
      option('1600', '₹1,600', '₹1,600'),
    ],
  },
  {
    id: 'roses',
    en: 'All roses are flowers. Some flowers fade quickly. Which of these must be true?',
    hi: 'सभी गुलाब फूल हैं। कुछ फूल जल्दी मुरझा जाते हैं। इनमें से कौन-सी बात निश्चित रूप से सच है?',
    options: [
      option('all', 'All roses fade quickly', 'सभी गुलाब जल्दी मुरझाते हैं'),
      option('some', 'Some roses fade quickly', 'कुछ गुलाब जल्दी मुरझाते हैं'),
      option('no', 'No rose fades quickly', 'कोई गुलाब जल्दी नहीं मुरझाता'),
      option('none', 'None of these', 'इनमें से कोई नहीं', { computing: 1, people: 1 }),
    ],
  },
  {
    id: 'class',
    en: 'A class has 40 students and 60% of them are girls. How many are boys?',
    hi: 'एक कक्षा में 40 विद्यार्थी हैं और उनमें 60% लड़कियाँ हैं। लड़के कितने हैं?',
    options: [
      option('16', '16', '16', { data: 2, commerce: 1 }),
      option('18', '18', '18'),
      option('20', '20', '20'),
      option('24', '24', '24'),
    ],
  },
  {
    id: 'saturday',
    en: 'On a free Saturday, what would you most like to do?',
    hi: 'खाली शनिवार को आप सबसे ज़्यादा क्या करना चाहेंगे?',
    options: [
      option('app', 'Build an app or a small robot', 'कोई ऐप या छोटा रोबोट बनाना', { computing: 3 }),
      option('scores', 'Look for patterns in cricket scores', 'क्रिकेट के स्कोर में पैटर्न ढूँढना', { data: 3 }),
      option('stall', 'Run a stall at a school fair', 'स्कूल के मेले में दुकान लगाना', { business: 3 }),
      option('budget', 'Plan a trip and keep its budget', 'यात्रा की योजना बनाना और उसका हिसाब रखना', {
        commerce: 3,
      }),
      option('poster', 'Draw a poster', 'पोस्टर बनाना', { design: 3 }),
      option('friend', 'Help a friend who is worried', 'किसी परेशान दोस्त की मदद करना', { people: 3 }),
    ],
  },
  {
    id: 'group',
    en: 'What do you usually do in a group project?',
    hi: 'समूह में काम करते समय आप आम तौर पर क्या करते हैं?',
    options: [
      option('tool', 'Make the tool or the code work', 'उपकरण या कोड को चलाना', { computing: 3 }),
      option('facts', 'Collect the facts and check them', 'तथ्य जुटाना और जाँचना', { data: 3 }),
      option('lead', 'Lead, and divide the work', 'नेतृत्व करना और काम बाँटना', { business: 3 }),
      option('money', 'Keep the accounts', 'हिसाब-किताब रखना', { commerce: 3 }),
      option('look', 'Make it look good', 'उसे सुंदर बनाना', { design: 3 }),
      option('peace', 'Settle disagreements', 'मतभेद सुलझाना', { people: 3 }),
    ],
  },
  {
    id: 'headline',
    en: 'Which headline would you read first?',
    hi: 'आप कौन-सी ख़बर सबसे पहले पढ़ेंगे?',
    options: [
      option('chip', 'A new chip made in India', 'भारत में बनी नई चिप', { computing: 2 }),
      option('tickets', 'What a billion bus tickets tell us', 'एक अरब बस टिकट हमें क्या बताते हैं', { data: 2 }),
      option('brand', 'How a kirana shop became a brand', 'एक किराना दुकान ब्रांड कैसे बनी', { business: 2 }),
      option('union', 'The Union Budget in ten charts', 'दस चार्ट में केंद्रीय बजट', { commerce: 2 }),
      option('letters', 'The story behind Devanagari typefaces', 'देवनागरी अक्षरों के डिज़ाइन की कहानी', {
        design: 2,
      }),
      option('delay', 'Why we put things off', 'हम काम क्यों टालते हैं', { people: 2 }),
    ],
  },
  {
    id: 'subject',
    en: 'Which subject did you enjoy most?',
    hi: 'आपको कौन-सा विषय सबसे अच्छा लगा?',
    options: [
      option('cs', 'Computer Science', 'कंप्यूटर विज्ञान', { computing: 3 }),
      option('maths', 'Mathematics', 'गणित', { data: 3, computing: 1 }),
      option('bst', 'Business Studies', 'व्यवसाय अध्ययन', { business: 3 }),
      option('accounts', 'Accountancy or Economics', 'लेखाशास्त्र या अर्थशास्त्र', { commerce: 3 }),
      option('art', 'Fine Arts', 'ललित कला', { design: 3 }),
      option('psych', 'Psychology or Sociology', 'मनोविज्ञान या समाजशास्त्र', { people: 3 }),
    ],
  },
]

type Course = { CourseId: string; CourseName: string; because: string }
export type Recommendation = {
  CourseId: string
  CourseName: string
  MatchScore: number
  Rank: number
  Reason: string
}

const courses: Record<Area, [Course, Course]> = {
  computing: [
    {
      CourseId: 'CSE',
      CourseName: 'B.Tech Computer Science',
      because: 'You like making things work and reason step by step.',
    },
    { CourseId: 'BCA', CourseName: 'BCA', because: 'You enjoy building with computers.' },
  ],
  data: [
    {
      CourseId: 'DSC',
      CourseName: 'B.Sc Data Science',
      because: 'You look for patterns and check the facts.',
    },
    { CourseId: 'STA', CourseName: 'B.Sc Statistics', because: 'You are at home with numbers.' },
  ],
  business: [
    { CourseId: 'BBA', CourseName: 'BBA', because: 'You like to lead and to see an idea through.' },
    { CourseId: 'BMS', CourseName: 'BMS', because: 'You enjoy organising people and work.' },
  ],
  commerce: [
    {
      CourseId: 'COM',
      CourseName: 'B.Com (Hons)',
      because: 'You keep accounts carefully and reason well about money.',
    },
    { CourseId: 'ECO', CourseName: 'BA Economics', because: 'You follow how money moves through a country.' },
  ],
  design: [
    {
      CourseId: 'DES',
      CourseName: 'B.Des Communication Design',
      because: 'You notice how things look and what they say.',
    },
    { CourseId: 'BFA', CourseName: 'BFA', because: 'You enjoy making images by hand.' },
  ],
  people: [
    {
      CourseId: 'PSY',
      CourseName: 'BA Psychology',
      because: 'You listen to people and wonder why they act as they do.',
    },
    { CourseId: 'BSW', CourseName: 'BSW', because: 'You like to help where help is needed.' },
  ],
}

/** Courses that no partner of the demo world offers. */
const unusual: Course[] = [
  {
    CourseId: 'MAR',
    CourseName: 'B.Sc Marine Archaeology',
    because: 'You enjoy finding out what lies beneath.',
  },
  {
    CourseId: 'PUP',
    CourseName: 'BA Puppetry and Animation',
    because: 'You like telling stories with your hands.',
  },
]

/** Five suggestions, best first: one course of each strong area, then the best area's second. */
export function recommend(answers: Record<string, string>, isOffered = true): Recommendation[] {
  const points = new Map<Area, number>((Object.keys(courses) as Area[]).map((area) => [area, 0]))
  for (const question of questions) {
    const chosen = question.options.find(({ id }) => id === answers[question.id])
    for (const [area, add] of Object.entries(chosen?.adds ?? {}))
      points.set(area as Area, (points.get(area as Area) ?? 0) + add)
  }
  const ranked = [...points].sort(([, left], [, right]) => right - left)
  const suggestions = [
    ...ranked.slice(0, 4).map(([area, score]) => ({ course: courses[area][0], score })),
    ...ranked.slice(0, 1).map(([area, score]) => ({ course: courses[area][1], score: score - 1 })),
  ].sort((left, right) => right.score - left.score)
  const chosen = isOffered ? suggestions : unusual.map((course, index) => ({ course, score: 8 - index }))
  return chosen.map(({ course: { because, ...course }, score }, index) => ({
    ...course,
    MatchScore: Math.min(98, 50 + Math.max(0, score) * 4),
    Rank: index + 1,
    Reason: because,
  }))
}
