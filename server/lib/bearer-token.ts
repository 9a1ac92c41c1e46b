import { keyShapes } from './key-shapes.js'
import { readingsOf } from './readings.js'

/** Tokens that a server of ours minted begin with it, so that people and scanners for secrets recognize them. */
export const tokenPrefix = 'gct_'

const tokenOrKey = new RegExp(keyShapes, 'g')

/** Whether somebody could use what is in the text to sign in, here or elsewhere, also where it is coded. */
export function holdsToken(text: string): boolean {
  return readingsOf(text).some((reading) => reading.search(tokenOrKey) !== -1)
}

/** The text without the tokens and keys that stand in it as they are. */
export function withoutTokens(text: string): string {
  return text.replace(tokenOrKey, '[token]')
}
