import type { SeedPerson } from '@/db/seed/people'

const homes = {
  greenfield: {
    addressLine1: '14, Lake View Road',
    city: 'Pune',
    district: 'Pune',
    state: 'MH',
    pin: '411007',
  },
  sunrise: {
    addressLine1: '27, Gandhi Nagar',
    city: 'Bengaluru',
    district: 'Bengaluru Urban',
    state: 'KA',
    pin: '560041',
  },
}

/** A whole form's answers for a seeded person, page by page. Preferences live in their own table and are added by the story. */
export function sampleAnswers(person: SeedPerson): Record<string, Record<string, string>> {
  const family = person.fullName.split(' ').at(-1) ?? ''
  const yearOf12 = Number(person.born.slice(0, 4)) + 18
  return {
    personal: {
      gender: '',
      category: 'general',
      motherName: `Sunita ${family}`,
      guardianName: `Rajesh ${family}`,
    },
    contact: { ...homes[person.partner], addressLine2: '', guardianMobile: '' },
    'class-10': {
      class10Board: 'cbse',
      class10School: 'Kendriya Vidyalaya',
      class10Year: String(yearOf12 - 2),
      class10RollNumber: '1432201',
      class10Marking: 'percentage',
      class10Score: '87.4',
    },
    'class-12': {
      class12Status: yearOf12 < 2026 ? 'completed' : 'awaited',
      class12Board: 'cbse',
      class12School: 'Kendriya Vidyalaya',
      class12Stream: 'science_pcm',
      class12Year: String(Math.min(yearOf12, 2027)),
      class12RollNumber: yearOf12 < 2026 ? '2632118' : '',
      class12Percentage: yearOf12 < 2026 ? '84.2' : '',
    },
    statement: {
      statement:
        'I like taking things apart to see why they work, and I want to study where people build what they draw. After Class 12 I hope to work on tools that make school easier for children in small towns.',
    },
  }
}
