/** Where staff take the second step of signing in. */
export const secondStepPath = '/sign-in/second-step'
