/**
 * The privacy notice that a new account consents to, kept with the consent. Raise it whenever the meaning of
 * `notices.json` changes: people who agreed to an older text must then be asked again.
 */
export const noticeVersion = '2026-11-1'

/** The day from which this version applies, as `YYYY-MM-DD`. */
export const noticeEffectiveFrom = '2026-11-01'
