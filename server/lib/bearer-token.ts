/** Tokens that a server of ours minted begin with it, so that people and scanners for secrets recognize them. */
export const tokenPrefix = 'gct_'

/** A token of ours, or a JWT (three parts, of which the first is JSON). */
const bearerToken = /gct_[\w-]{16,}|(?<=^|[^\w-]|%20)eyJ[\w-]+\.[\w-]+\.[\w-]*/g

/** Whether somebody could use what is in the text to sign in. */
export function holdsToken(text: string): boolean {
  return text.search(bearerToken) !== -1
}

export function withoutTokens(text: string): string {
  return text.replace(bearerToken, '[token]')
}
