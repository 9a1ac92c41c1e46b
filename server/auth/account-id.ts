/** What the id of an account may be. */
export const accountIdPattern = /^[a-z0-9_-]{1,64}$/
