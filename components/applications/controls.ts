import {
  boards,
  categories,
  class12Statuses,
  genders,
  markings,
  stateCodes,
  streams,
} from '@/lib/domain/applications/choices'

/** How a field of the form is asked. `list` names its words below `form.options`. */
export type Control = { isOptional?: boolean } & (
  | {
      as: 'text'
      width?: 'full' | 'half' | 'phone' | 'code' | 'short'
      mode?: 'numeric' | 'decimal' | 'tel'
      fill?: string
    }
  | { as: 'radios' | 'select'; list: string; options: readonly string[] }
  | { as: 'programme' }
  | { as: 'long_text' }
)

/** Every field of the form by name; which page asks it, and in which order, is the page's schema. */
export const controls: Record<string, Control> = {
  gender: { as: 'radios', list: 'gender', options: genders, isOptional: true },
  category: { as: 'radios', list: 'category', options: categories },
  motherName: { as: 'text', fill: 'off' },
  guardianName: { as: 'text', fill: 'off' },
  addressLine1: { as: 'text', fill: 'address-line1' },
  addressLine2: { as: 'text', fill: 'address-line2', isOptional: true },
  city: { as: 'text', width: 'half', fill: 'address-level2' },
  district: { as: 'text', width: 'half', fill: 'off' },
  state: { as: 'select', list: 'state', options: stateCodes },
  pin: { as: 'text', width: 'code', mode: 'numeric', fill: 'postal-code' },
  guardianMobile: { as: 'text', width: 'phone', mode: 'tel', fill: 'off', isOptional: true },
  class10Board: { as: 'select', list: 'board', options: boards },
  class10School: { as: 'text', fill: 'off' },
  class10Year: { as: 'text', width: 'short', mode: 'numeric', fill: 'off' },
  class10RollNumber: { as: 'text', width: 'phone', fill: 'off' },
  class10Marking: { as: 'radios', list: 'marking', options: markings },
  class10Score: { as: 'text', width: 'short', mode: 'decimal', fill: 'off' },
  class12Status: { as: 'radios', list: 'class12_status', options: class12Statuses },
  class12Board: { as: 'select', list: 'board', options: boards },
  class12School: { as: 'text', fill: 'off' },
  class12Stream: { as: 'select', list: 'stream', options: streams },
  class12Year: { as: 'text', width: 'short', mode: 'numeric', fill: 'off' },
  class12RollNumber: { as: 'text', width: 'phone', fill: 'off' },
  class12Percentage: { as: 'text', width: 'short', mode: 'decimal', fill: 'off' },
  preference1: { as: 'programme' },
  preference2: { as: 'programme', isOptional: true },
  preference3: { as: 'programme', isOptional: true },
  preference4: { as: 'programme', isOptional: true },
  preference5: { as: 'programme', isOptional: true },
  statement: { as: 'long_text' },
}
