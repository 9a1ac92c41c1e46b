import type { Config } from './config.js'
import { risk, type Check } from './risk.js'

/** Risks of secrets that can be guessed. */
export const secretChecks: readonly Check[] = [
  ({ auth: { jwt } }) =>
    jwt !== null && 'secret' in jwt.key && isGuessable(jwt.key.secret)
      ? risk(
          'high',
          ['JWT_SECRET'],
          'It can be guessed, and whoever knows it makes tokens for everything. Set JWT_SECRET=$(openssl rand -base64 32).',
        )
      : null,
  ({ edge: { metrics } }: Config) =>
    metrics.token !== null && isGuessable(metrics.token)
      ? risk('high', ['METRICS_TOKEN'], 'It can be guessed. Set METRICS_TOKEN=$(openssl rand -hex 32).')
      : null,
]

/** A random text of 16 hexadecimal digits has so few different ones about once in two thousand. */
const fewestCharacters = 6

/** Whether a person made a secret up: it repeats itself, counts, or has words of examples. */
function isGuessable(secret: string): boolean {
  const hasFewCharacters = new Set(secret).size < fewestCharacters
  const counts = /0123456|1234567|abcdefg|qwerty/i.test(secret)
  const hasWords = /secret|passw|change|gammacast|example|letmein|token|test/i.test(secret)
  return hasFewCharacters || repeats(secret) || counts || hasWords
}

/** Whether the text is one shorter text again and again. */
function repeats(text: string): boolean {
  const lengths = Array.from({ length: Math.floor(text.length / 2) }, (_, index) => index + 1)
  return lengths.some((length) => text.slice(length) === text.slice(0, -length))
}
