import type { SessionEnd } from '../../auth/sessions.js'

const words = {
  EXPIRED: 'The token has expired: send a new one, and subscribe again',
  REVOKED: 'The token was revoked',
} as const

/** Why a stream or a socket had to end. */
export function sayEnd(why: SessionEnd): string {
  return words[why]
}
