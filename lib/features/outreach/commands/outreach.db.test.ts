import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applicationCards } from '@/db/schema/lists'
import { messages } from '@/db/schema/messages'
import { reminders } from '@/db/schema/outreach'
import { useFreshDatabase } from '@/db/testing'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { aPartner, aStaffMember, anApplicant, eventsOf } from '@/lib/features/assessments/testing'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { listReminderRules, listTemplates } from '../queries/templates'
import { chooseNews } from './choose-news'
import { sendLetter, writeToApplicant } from './letters'
import { saveReminderRule, sweepReminders, switchReminderRule } from './reminders'
import { addTemplate, editTemplate, retireTemplate } from './templates'

useFreshDatabase()

/** No provider is asked here. */
const nowhere = 'http://127.0.0.1:9'
type Officer = Staff<'templates.manage' & 'messages.send' & 'reminders.manage'>
type Purpose = 'service' | 'news'

const text = {
  sample: '',
  subjectEn: 'About {{application_number}}',
  subjectHi: '{{application_number}} के बारे में',
  bodyEn: 'Dear {{applicant_name}}, next: {{next_step}}. {{link}}',
  bodyHi: 'प्रिय {{applicant_name}}, आगे: {{next_step}}। {{link}}',
}

async function aCollege() {
  const partner = await aPartner(nowhere)
  const ctx = await aStaffMember(partner, 'admissions_officer')
  return { partner, officer: ctx as Ctx<Officer> }
}

async function aTemplate(officer: Ctx<Officer>, purpose: Purpose = 'service', name: string = randomUUID()) {
  const made = await addTemplate(officer, { name, purpose })
  if (!made.ok) throw new Error(made.refusal.code)
  await editTemplate(officer, { templateId: made.value.id, doing: 'publish', ...text })
  return made.value.id
}

const lettersTo = (applicationId: string) =>
  database()
    .select()
    .from(messages)
    .where(and(eq(messages.applicationId, applicationId), eq(messages.template, 'own_letter')))

describe('templates', () => {
  test('what is published is sent from then on; letters written before keep their text', async () => {
    const { partner, officer } = await aCollege()
    const asha = await anApplicant(partner)
    const templateId = await aTemplate(officer)
    await writeToApplicant(officer, { applicationId: asha.applicationId, templateId, once: 'first' })
    await editTemplate(officer, { templateId, doing: 'save', ...text, subjectEn: 'A draft' })
    await writeToApplicant(officer, { applicationId: asha.applicationId, templateId, once: 'second' })
    await editTemplate(officer, { templateId, doing: 'publish', ...text, subjectEn: 'Version two' })
    await writeToApplicant(officer, { applicationId: asha.applicationId, templateId, once: 'third' })
    const subjects = (await lettersTo(asha.applicationId)).map(({ subject }) => subject)
    expect(subjects.filter((subject) => subject.startsWith('About APP-'))).toHaveLength(2)
    expect(subjects.filter((subject) => subject === 'Version two')).toHaveLength(1)
    expect(subjects).not.toContain('A draft')
    expect((await listTemplates(officer.actor))[0]).toMatchObject({ published: 2, hasDraft: false })
  })

  test('a preview fills both languages and writes nothing', async () => {
    const { partner, officer } = await aCollege()
    const asha = await anApplicant(partner)
    const templateId = await aTemplate(officer)
    const shown = await editTemplate(officer, {
      templateId,
      doing: 'preview',
      ...text,
      sample: asha.number,
    })
    expect(shown.ok && shown.value.preview?.map(({ locale }) => locale)).toEqual(['en', 'hi'])
    expect(shown.ok && shown.value.preview?.[0]?.body).toContain('Dear Asha Verma')
    expect(await lettersTo(asha.applicationId)).toEqual([])
  })

  test('a name is given once, a template that a reminder sends stays, and another partner’s is not found', async () => {
    const { officer } = await aCollege()
    const foreign = (await aCollege()).officer
    const templateId = await aTemplate(officer, 'service', 'Fee not paid')
    expect(await addTemplate(officer, { name: 'Fee not paid', purpose: 'news' })).toMatchObject({
      refusal: { code: 'template_name_taken' },
    })
    expect(await editTemplate(foreign, { templateId, doing: 'publish', ...text })).toMatchObject({
      refusal: { code: 'not_found' },
    })
    expect(await retireTemplate(foreign, { templateId })).toMatchObject({ refusal: { code: 'not_found' } })
    const rule = await aRule(officer, templateId)
    await switchReminderRule(officer, { ruleId: rule, to: 'on' })
    expect(await retireTemplate(officer, { templateId })).toMatchObject({
      refusal: { code: 'template_in_use' },
    })
    await switchReminderRule(officer, { ruleId: rule, to: 'off' })
    expect(await retireTemplate(officer, { templateId })).toMatchObject({ ok: true })
  })
})

describe('a letter to one applicant', () => {
  test('is written in the reader’s language, with an event, and a second press is the same letter', async () => {
    const { partner, officer } = await aCollege()
    const asha = await anApplicant(partner)
    const templateId = await aTemplate(officer)
    await database().update(accounts).set({ locale: 'hi' }).where(eq(accounts.id, asha.applicant.accountId))
    const { number } = asha
    const press = { number, templateId, once: randomUUID() }
    expect(await sendLetter(officer, { ...press, doing: 'preview' })).toMatchObject({
      value: { did: 'previewed', letter: { locale: 'hi' } },
    })
    expect(await lettersTo(asha.applicationId)).toEqual([])
    await Promise.all([
      sendLetter(officer, { ...press, doing: 'send' }),
      sendLetter(officer, { ...press, doing: 'send' }),
    ])
    const [letter, ...others] = await lettersTo(asha.applicationId)
    expect(others).toEqual([])
    expect(letter).toMatchObject({ locale: 'hi', sentBy: officer.actor.accountId })
    expect(letter?.body).toContain('प्रिय Asha Verma')
    expect(letter?.body).toContain(`/applications/${number}`)
    expect((await eventsOf(asha)).filter((name) => name === 'message.written')).toHaveLength(1)
  })

  test('news go only to those who asked for them, and stop when they decline', async () => {
    const { partner, officer } = await aCollege()
    const asha = await anApplicant(partner)
    const templateId = await aTemplate(officer, 'news')
    const write = (once: string) =>
      writeToApplicant(officer, { applicationId: asha.applicationId, templateId, once })
    const herself = asha.at(0)
    expect(await write('1')).toMatchObject({ refusal: { code: 'news_not_wanted' } })
    await chooseNews(herself, { wantsNews: 'yes' })
    expect(await write('2')).toEqual({ ok: true, value: 'done' })
    await chooseNews(herself, { wantsNews: 'no' })
    expect(await write('3')).toMatchObject({ refusal: { code: 'news_not_wanted' } })
    expect(await lettersTo(asha.applicationId)).toHaveLength(1)
  })

  test('an applicant of another partner is not found, nor is another partner’s template', async () => {
    const [here, there] = [await aCollege(), await aCollege()]
    const asha = await anApplicant(here.partner)
    const own = await aTemplate(there.officer)
    const theirs = await aTemplate(here.officer)
    const { applicationId } = asha
    expect(
      await writeToApplicant(there.officer, { applicationId, templateId: own, once: '1' }),
    ).toMatchObject({
      refusal: { code: 'not_found' },
    })
    expect(
      await writeToApplicant(there.officer, { applicationId, templateId: theirs, once: '1' }),
    ).toMatchObject({
      refusal: { code: 'template_unpublished' },
    })
    expect(await lettersTo(applicationId)).toEqual([])
  })
})

async function aRule(officer: Ctx<Officer>, templateId: string, change: { mostTimes?: number } = {}) {
  const saved = await saveReminderRule(officer, {
    ruleId: null,
    name: randomUUID(),
    step: 'assessment_due',
    intakeId: null,
    templateId,
    afterHours: 48,
    mostTimes: 2,
    ...change,
  })
  if (!saved.ok) throw new Error(saved.refusal.code)
  return saved.value.id
}

describe('reminders', () => {
  /** An applicant who stands before the assessment, and the instants by the silence that began then. */
  async function aSilence() {
    const { partner, officer } = await aCollege()
    const asha = await anApplicant(partner)
    const ruleId = await aRule(officer, await aTemplate(officer))
    await switchReminderRule(officer, { ruleId, to: 'on' })
    const [card] = await database()
      .select()
      .from(applicationCards)
      .where(eq(applicationCards.applicationId, asha.applicationId))
    expect(card?.step).toBe('assessment_due')
    const hours = (count: number) => secondsAfter(card?.updatedAt ?? new Date(), count * 3600 + 1)
    return { asha, officer, ruleId, hours }
  }

  test('go out after the silence, again after the next one, and no more than the rule says', async () => {
    const { asha, officer, hours } = await aSilence()
    const sent = async () => (await lettersTo(asha.applicationId)).length
    await sweepReminders(hours(47))
    expect(await sent()).toBe(0)
    await sweepReminders(hours(48))
    expect(await sent()).toBe(1)
    await sweepReminders(hours(60))
    expect(await sent()).toBe(1)
    await sweepReminders(hours(48 + 49))
    expect(await sent()).toBe(2)
    await sweepReminders(hours(48 * 3 + 3))
    expect(await sent()).toBe(2)
    expect((await eventsOf(asha)).filter((name) => name === 'message.reminded')).toHaveLength(2)
    expect((await listReminderRules(officer.actor))[0]).toMatchObject({ sent: 2 })
  })

  test('two workers at once write one letter', async () => {
    const { asha, hours } = await aSilence()
    await Promise.all([sweepReminders(hours(49)), sweepReminders(hours(49)), sweepReminders(hours(49))])
    expect(await lettersTo(asha.applicationId)).toHaveLength(1)
    expect(await database().select().from(reminders)).toEqual(
      expect.arrayContaining([expect.objectContaining({ applicationId: asha.applicationId, ordinal: 1 })]),
    )
  })

  test('a rule that is off writes nothing, and switched on later it finds who still waits', async () => {
    const { asha, officer, ruleId, hours } = await aSilence()
    await switchReminderRule(officer, { ruleId, to: 'off' })
    await sweepReminders(hours(50))
    expect(await lettersTo(asha.applicationId)).toEqual([])
    await switchReminderRule({ ...officer, now: hours(51) }, { ruleId, to: 'on' })
    await sweepReminders(hours(51))
    expect(await lettersTo(asha.applicationId)).toHaveLength(1)
  })

  test('a rule is not written for another partner’s template or intake', async () => {
    const [here, there] = [await aCollege(), await aCollege()]
    const templateId = await aTemplate(here.officer)
    const rule = {
      ruleId: null,
      name: 'x',
      step: 'form' as const,
      intakeId: null,
      afterHours: 1,
      mostTimes: 1,
    }
    expect(await saveReminderRule(there.officer, { ...rule, templateId })).toMatchObject({
      refusal: { code: 'template_unpublished' },
    })
    const ruleId = await aRule(here.officer, templateId)
    expect(await switchReminderRule(there.officer, { ruleId, to: 'on' })).toMatchObject({
      refusal: { code: 'not_found' },
    })
  })
})
