import { createLocalJWKSet, errors, type CryptoKey, type JWTHeaderParameters } from 'jose'
import { z } from 'zod'
import type { UnixMs } from '../../domain/units.js'
import type { Logger } from '../../lib/logger.js'
import { AuthenticationUnavailable } from '../credentials.js'
import { fetchText } from './fetch-text.js'
import type { JwtKeys } from './jwt-keys.js'
import { sortKeys } from './sort-keys.js'

export interface IssuerKeysParts {
  /** The address of the JWKS. */
  readonly url: string
  readonly now: () => UnixMs
  readonly log: Pick<Logger, 'warn'>
}

/** Keys that are older than this are fetched again, so that a withdrawn one is soon refused. Meanwhile the known ones are used. */
const freshMs = 300_000
/** Keys that are older than this are used only when a new fetch has failed. */
const oldMs = 600_000
/** How long after a fetch for an unknown key there is no other one: strangers make up keys. A new key is known after this time. */
const unknownKeyPauseMs = 4_000
/** How long after a failed fetch the next one may come: while no keys are known, and while some are. */
const retryMs = 4_000
const calmRetryMs = 30_000

const mostFaultsSaid = 5

const keySet = z.looseObject({ keys: z.array(z.unknown()).max(100) })

type Select = (header: JWTHeaderParameters) => Promise<CryptoKey>

/**
 * The keys that an issuer publishes as a JWKS. They are fetched when they are needed. While the address does not
 * answer, the known keys go on.
 */
export class IssuerKeys implements JwtKeys {
  readonly algorithms = ['RS256', 'ES256', 'EdDSA']
  readonly #parts: IssuerKeysParts
  #select: Select | null = null
  #saidOfBadKeys = ''
  #fetchedAtMs = -Infinity
  #failedAtMs = -Infinity
  #soughtAtMs = -Infinity
  #fetching: Promise<void> | null = null

  constructor(parts: IssuerKeysParts) {
    this.#parts = parts
  }

  readonly keyFor = async (header: JWTHeaderParameters): Promise<CryptoKey> => {
    const before = this.#fetchedAtMs
    await this.#refresh()
    try {
      return await this.#known(header)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      if (this.#fetchedAtMs === before && !(await this.#seek())) throw error
      return await this.#known(header)
    }
  }

  #known(header: JWTHeaderParameters): Promise<CryptoKey> {
    if (this.#select) return this.#select(header)
    throw new AuthenticationUnavailable('The keys of the issuer of tokens cannot be fetched at present')
  }

  /** Fetches the keys when they are old or were never fetched. */
  async #refresh(): Promise<void> {
    const pauseMs = this.#select ? calmRetryMs : retryMs
    if (this.#isRecent(this.#fetchedAtMs, freshMs) || this.#isRecent(this.#failedAtMs, pauseMs)) return
    const fetching = this.#fetch()
    if (!this.#isRecent(this.#fetchedAtMs, oldMs)) await fetching
  }

  /** Looks for a key that is not known. False when it was looked for a short time ago. */
  async #seek(): Promise<boolean> {
    if (this.#fetching === null) {
      if (this.#isRecent(this.#soughtAtMs, unknownKeyPauseMs) || this.#isRecent(this.#failedAtMs, retryMs)) return false
      this.#soughtAtMs = this.#parts.now()
    }
    await this.#fetch()
    return true
  }

  /** Whether less than a span has passed since a time. When the clock was set back behind it, nobody knows: then it counts as passed. */
  #isRecent(sinceMs: UnixMs, spanMs: number): boolean {
    const passedMs = this.#parts.now() - sinceMs
    return passedMs >= 0 && passedMs < spanMs
  }

  #fetch(): Promise<void> {
    this.#fetching ??= this.#load().finally(() => (this.#fetching = null))
    return this.#fetching
  }

  async #load(): Promise<void> {
    const { url, now, log } = this.#parts
    try {
      const { keys } = keySet.parse(jsonOf(await fetchText(url)))
      const { usable, faults } = await sortKeys(keys)
      const select = createLocalJWKSet({ keys: [...usable] })
      this.#select = (header) => select(header)
      this.#fetchedAtMs = now()
      this.#sayOnce(faults)
    } catch (error) {
      this.#failedAtMs = now()
      log.warn({ err: error }, 'JWT_JWKS_URL did not answer with keys; the known ones go on')
    }
  }

  /** The same set comes every five minutes. */
  #sayOnce(faults: readonly string[]): void {
    const words = faults.slice(0, mostFaultsSaid).join('; ')
    if (words === this.#saidOfBadKeys) return
    this.#saidOfBadKeys = words
    if (words === '') return
    this.#parts.log.warn({ keys: words, count: faults.length }, 'JWT_JWKS_URL has keys that no token is accepted with')
  }
}

/** The error of `JSON.parse` has a piece of the text, which may be anything. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('The address did not answer with JSON')
  }
}
