/** Why two accounts look like one person. */
export const suspicionReasons = [
  'same_email',
  'same_name_and_birth',
  'like_name_and_birth',
  'like_name_and_mobile',
  'same_mobile',
] as const
export type SuspicionReason = (typeof suspicionReasons)[number]

export const suspicionStates = ['open', 'linked', 'dismissed'] as const
export type SuspicionState = (typeof suspicionStates)[number]

export const linkKinds = ['linked', 'unlinked'] as const
export type LinkKind = (typeof linkKinds)[number]
