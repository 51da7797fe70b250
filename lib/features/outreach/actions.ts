'use server'

import { defineAction } from '@/lib/platform/action'
import { chooseNews as choose } from './commands/choose-news'
import { sendLetter as send } from './commands/letters'
import { saveReminderRule as saveRule, switchReminderRule as switchRule } from './commands/reminders'
import { addTemplate as add, editTemplate as edit, retireTemplate as retire } from './commands/templates'
import {
  chooseNewsInput,
  editTemplateInput,
  newTemplateInput,
  reminderRuleInput,
  sendLetterInput,
  switchRuleInput,
  templateInput,
} from './schema'

export const addTemplate = defineAction({
  name: 'add_template',
  as: 'templates.manage',
  input: newTemplateInput,
  run: add,
  then: ({ id }) => `/staff/messages/templates/${id}`,
})

export const editTemplate = defineAction({
  name: 'edit_template',
  as: 'templates.manage',
  input: editTemplateInput,
  run: edit,
})

export const retireTemplate = defineAction({
  name: 'retire_template',
  as: 'templates.manage',
  input: templateInput,
  run: retire,
})

export const sendLetter = defineAction({
  name: 'send_letter',
  as: 'messages.send',
  input: sendLetterInput,
  run: send,
  limit: { tries: 60, seconds: 600 },
})

export const saveReminderRule = defineAction({
  name: 'save_reminder_rule',
  as: 'reminders.manage',
  input: reminderRuleInput,
  run: saveRule,
})

export const switchReminderRule = defineAction({
  name: 'switch_reminder_rule',
  as: 'reminders.manage',
  input: switchRuleInput,
  run: switchRule,
})

export const chooseNews = defineAction({
  name: 'choose_news',
  as: 'applicant',
  input: chooseNewsInput,
  run: choose,
})
