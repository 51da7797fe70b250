import type { Locale } from './locales'

import enCommon from './en/common.json'
import enUi from './en/ui.json'
import enLayout from './en/layout.json'
import enFormats from './en/formats.json'
import enPublic from './en/public.json'
import enNotices from './en/notices.json'
import enRefusals from './en/refusals.json'
import enErrors from './en/errors.json'
import enAccounts from './en/accounts.json'
import enJourney from './en/journey.json'
import enApplications from './en/applications.json'
import enForm from './en/form.json'
import enPayments from './en/payments.json'
import enAssessments from './en/assessments.json'
import enRecommendations from './en/recommendations.json'
import enScores from './en/scores.json'
import enRules from './en/rules.json'
import enConnections from './en/connections.json'
import enConformance from './en/conformance.json'
import enStaff from './en/staff.json'
import enSandbox from './en/sandbox.json'
import enMail from './en/mail.json'
import enEvents from './en/events.json'
import enLetters from './en/letters.json'
import enSecurity from './en/security.json'
import enAdmin from './en/admin.json'
import enOutreach from './en/outreach.json'
import enDashboard from './en/dashboard.json'
import enAlerts from './en/alerts.json'
import enDesk from './en/desk.json'
import enDecisions from './en/decisions.json'
import enReview from './en/review.json'
import enTransfer from './en/transfer.json'
import enBulk from './en/bulk.json'
import enLists from './en/lists.json'
import hiCommon from './hi/common.json'
import hiUi from './hi/ui.json'
import hiLayout from './hi/layout.json'
import hiFormats from './hi/formats.json'
import hiPublic from './hi/public.json'
import hiNotices from './hi/notices.json'
import hiRefusals from './hi/refusals.json'
import hiErrors from './hi/errors.json'
import hiAccounts from './hi/accounts.json'
import hiJourney from './hi/journey.json'
import hiApplications from './hi/applications.json'
import hiForm from './hi/form.json'
import hiPayments from './hi/payments.json'
import hiAssessments from './hi/assessments.json'
import hiRecommendations from './hi/recommendations.json'
import hiScores from './hi/scores.json'
import hiRules from './hi/rules.json'
import hiConnections from './hi/connections.json'
import hiConformance from './hi/conformance.json'
import hiStaff from './hi/staff.json'
import hiSandbox from './hi/sandbox.json'
import hiMail from './hi/mail.json'
import hiEvents from './hi/events.json'
import hiLetters from './hi/letters.json'
import hiSecurity from './hi/security.json'
import hiAdmin from './hi/admin.json'
import hiOutreach from './hi/outreach.json'
import hiDashboard from './hi/dashboard.json'
import hiAlerts from './hi/alerts.json'
import hiDesk from './hi/desk.json'
import hiDecisions from './hi/decisions.json'
import hiReview from './hi/review.json'
import hiTransfer from './hi/transfer.json'
import hiBulk from './hi/bulk.json'
import hiLists from './hi/lists.json'

/** A namespace: sentences by key, keys nested as deep as reads well. */
export type Sentences = { [key: string]: string | Sentences }

const en = {
  common: enCommon,
  ui: enUi,
  layout: enLayout,
  formats: enFormats,
  public: enPublic,
  notices: enNotices,
  refusals: enRefusals,
  errors: enErrors,
  accounts: enAccounts,
  journey: enJourney,
  applications: enApplications,
  form: enForm,
  payments: enPayments,
  assessments: enAssessments,
  recommendations: enRecommendations,
  scores: enScores,
  rules: enRules,
  connections: enConnections,
  conformance: enConformance,
  staff: enStaff,
  sandbox: enSandbox,
  mail: enMail,
  events: enEvents,
  letters: enLetters,
  security: enSecurity,
  admin: enAdmin,
  outreach: enOutreach,
  dashboard: enDashboard,
  alerts: enAlerts,
  desk: enDesk,
  decisions: enDecisions,
  review: enReview,
  transfer: enTransfer,
  bulk: enBulk,
  lists: enLists,
}

const hi = {
  common: hiCommon,
  ui: hiUi,
  layout: hiLayout,
  formats: hiFormats,
  public: hiPublic,
  notices: hiNotices,
  refusals: hiRefusals,
  errors: hiErrors,
  accounts: hiAccounts,
  journey: hiJourney,
  applications: hiApplications,
  form: hiForm,
  payments: hiPayments,
  assessments: hiAssessments,
  recommendations: hiRecommendations,
  scores: hiScores,
  rules: hiRules,
  connections: hiConnections,
  conformance: hiConformance,
  staff: hiStaff,
  sandbox: hiSandbox,
  mail: hiMail,
  events: hiEvents,
  letters: hiLetters,
  security: hiSecurity,
  admin: hiAdmin,
  outreach: hiOutreach,
  dashboard: hiDashboard,
  alerts: hiAlerts,
  desk: hiDesk,
  decisions: hiDecisions,
  review: hiReview,
  transfer: hiTransfer,
  bulk: hiBulk,
  lists: hiLists,
}

export type Namespace = keyof typeof en

/**
 * Every sentence a person reads, by language and namespace. The file name is the namespace; a new file is one import
 * and one line per language here, in plain imports so that pages, worker and tests load the same thing.
 */
export const messages: Record<Locale, Record<Namespace, Sentences>> = { en, hi }

/** Only the namespaces named, for the browser: what is not handed over is not downloaded. */
export const pickMessages = (locale: Locale, namespaces: readonly Namespace[]): Record<string, Sentences> =>
  Object.fromEntries(namespaces.map((namespace) => [namespace, messages[locale][namespace]]))
