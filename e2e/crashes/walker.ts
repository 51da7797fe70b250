import type { Applicant } from '../support/applicant'
import type { Diary } from './diary'
import type { Told } from './told'

/** One person on their way, as every step of the journey needs them. */
export type Walker = {
  me: Applicant
  /** First name: how the table of kills calls them, and what makes their answers their own. */
  name: string
  journey: 'A' | 'B'
  told: Told
  diary: Diary
  /** Address of their journey home. */
  home: () => string
  /** The page's own title. */
  heading: () => Promise<string>
}
