import type { StaffRole } from '../../lib/domain/partners/permissions'

/** What has happened to a seeded application; the writer turns each into rows, events and simulator memory. */
export type Story =
  | 'registered'
  | 'courses_waiting'
  | 'test_left'
  | 'course_not_offered'
  | 'submitted'
  | 'submitted_after_the_test'
  | 'provider_silent'
  | 'form_half_filled'
  | 'fee_due'
  | 'bank_is_late'
  | 'paid'
  | 'paid_twice'
  | 'all_done'

/** What staff have done since about a seeded application that was submitted. */
export type ReviewStory = 'read_blind' | 'before_the_panel' | 'admission_proposed' | 'waitlist_confirmed'

export type SeedPerson = {
  partner: 'greenfield' | 'sunrise'
  fullName: string
  born: string
  mobile: string
  locale?: 'hi'
  intake: string
  story: Story
  /** By how many days everything in the story lies further back; none for most. */
  daysEarlier?: number
  review?: ReviewStory
  /** Said when the demo starts, in one line. */
  line: string
}

/** One password for the whole demo world, printed at its start. */
export const demoPassword = 'Pravesh-Demo-27'

/** Sixteen applicants, one situation each: the same in demo, tests and documents. The key is the name before @sandbox.test. */
export const seedPeople = {
  asha: {
    partner: 'greenfield',
    fullName: 'Asha Verma',
    born: '2008-02-11',
    mobile: '+919810000001',
    intake: 'UG-27',
    story: 'courses_waiting',
    line: 'finished the assessment; recommended courses wait for her',
  },
  kabir: {
    partner: 'greenfield',
    fullName: 'Kabir Khan',
    born: '2008-07-30',
    mobile: '+919810000002',
    intake: 'UG-27',
    story: 'test_left',
    line: 'left the test half-way and may go on',
  },
  meera: {
    partner: 'greenfield',
    fullName: 'Meera Nair',
    born: '2008-05-19',
    mobile: '+919810000003',
    intake: 'UG-27',
    story: 'course_not_offered',
    line: 'was recommended a course that is not offered here',
  },
  rohan: {
    partner: 'greenfield',
    fullName: 'Rohan Das',
    born: '2007-12-01',
    mobile: '+919810000004',
    intake: 'UG-27',
    story: 'submitted',
    line: 'has submitted everything and waits for review',
  },
  zoya: {
    partner: 'greenfield',
    fullName: 'ज़ोया शेख़',
    born: '2008-09-14',
    mobile: '+919810000005',
    locale: 'hi',
    intake: 'UG-27',
    story: 'registered',
    line: 'reads Hindi and has only just registered',
  },
  dev: {
    partner: 'greenfield',
    fullName: 'Dev Patel',
    born: '2008-03-03',
    mobile: '+919810000006',
    intake: 'UG-27',
    story: 'provider_silent',
    line: 'the assessment provider is not answering; fills the form meanwhile',
  },
  priya: {
    partner: 'greenfield',
    fullName: 'Priya Menon',
    born: '2003-10-22',
    mobile: '+919810000007',
    intake: 'PG-27',
    story: 'form_half_filled',
    line: 'saved half of the form and will return',
  },
  riya: {
    partner: 'sunrise',
    fullName: 'Riya Sharma',
    born: '2008-01-25',
    mobile: '+919810000008',
    intake: 'BT-27',
    story: 'fee_due',
    line: 'has submitted the form; the ₹1,000 fee is due',
  },
  lakshmi: {
    partner: 'sunrise',
    fullName: 'Lakshmi Iyer',
    born: '2007-11-02',
    mobile: '+919810000009',
    intake: 'BT-27',
    story: 'bank_is_late',
    line: 'the bank took the money and confirms late: move the clock six hours',
  },
  arjun: {
    partner: 'sunrise',
    fullName: 'Arjun Rao',
    born: '2008-06-08',
    mobile: '+919810000010',
    intake: 'BT-27',
    story: 'paid',
    line: 'has paid; the assessment is unlocked',
  },
  farhan: {
    partner: 'sunrise',
    fullName: 'Farhan Ali',
    born: '2008-04-17',
    mobile: '+919810000011',
    intake: 'BT-27',
    story: 'paid_twice',
    line: 'was charged twice; the second payment goes back',
  },
  neha: {
    partner: 'sunrise',
    fullName: 'Neha Gupta',
    born: '2007-08-29',
    mobile: '+919810000012',
    intake: 'BT-27',
    story: 'all_done',
    line: 'paid, tested, chose a course; waits for review',
  },
  gauri: {
    partner: 'greenfield',
    fullName: 'Gauri Deshpande',
    born: '2008-08-21',
    mobile: '+919810000013',
    intake: 'UG-27',
    story: 'submitted_after_the_test',
    daysEarlier: 4,
    review: 'read_blind',
    line: 'is in the blind screening; a reviewer has the application to score',
  },
  nikhil: {
    partner: 'greenfield',
    fullName: 'निखिल जोशी',
    born: '2008-01-09',
    mobile: '+919810000014',
    locale: 'hi',
    intake: 'UG-27',
    story: 'submitted_after_the_test',
    daysEarlier: 7,
    review: 'before_the_panel',
    line: 'reads Hindi; one scorecard is in, and the panel has the application',
  },
  kavya: {
    partner: 'greenfield',
    fullName: 'Kavya Reddy',
    born: '2008-05-02',
    mobile: '+919810000015',
    intake: 'UG-27',
    story: 'submitted_after_the_test',
    daysEarlier: 8,
    review: 'admission_proposed',
    line: 'is proposed for admission; a second person has to confirm it',
  },
  tanvi: {
    partner: 'greenfield',
    fullName: 'Tanvi Kulkarni',
    born: '2007-12-27',
    mobile: '+919810000016',
    intake: 'UG-27',
    story: 'submitted_after_the_test',
    daysEarlier: 9,
    review: 'waitlist_confirmed',
    line: 'has a confirmed place on the waitlist, which waits for its release',
  },
} satisfies Record<string, SeedPerson>

/** Staff of every role, at both partners: `<key>@<partner>.test`. */
export const seedStaff: Record<string, { fullName: string; role: StaffRole }> = {
  reviewer: { fullName: 'Anil Kumar', role: 'reviewer' },
  reviewer2: { fullName: 'Bina Shah', role: 'reviewer' },
  officer: { fullName: 'Fatima Sayed', role: 'admissions_officer' },
  finance: { fullName: 'Suresh Pillai', role: 'finance' },
  admin: { fullName: 'Vidya Krishnan', role: 'admin' },
}
