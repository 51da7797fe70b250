import { type ProviderDoor, doorOf } from './contract'
import { imocha } from './imocha'
import { studyhq } from './studyhq'
import { testPartnership } from './test-partnership'

/** Every assessment system we can speak to. The key is what the database keeps; a new provider is one line here. */
export const assessmentProviders = {
  studyhq: doorOf('studyhq', studyhq),
  imocha: doorOf('imocha', imocha),
  'test-partnership': doorOf('test-partnership', testPartnership),
} satisfies Record<string, ProviderDoor>
export type ProviderId = keyof typeof assessmentProviders

/** The provider a stored id names, or null when this build does not know it. */
export function findAssessmentProvider(id: string): ProviderDoor | null {
  return isProviderId(id) ? assessmentProviders[id] : null
}

const isProviderId = (id: string): id is ProviderId => Object.hasOwn(assessmentProviders, id)
