/** Where staff take the second step of signing in. */
export const secondStepPath = '/sign-in/second-step'
/** Where an applicant agrees to the privacy notice whom staff brought in, or who agreed to an older one. */
export const agreePath = '/notices/agree'
