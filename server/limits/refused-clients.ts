import type { Logger } from '../lib/logger.js'
import type { Source } from './source.js'

export const windowMs = 60_000
/** How many clients of a window are logged at once, and how many of the worst at its end. */
export const maxTold = 10
/** How many clients are counted separately. */
export const maxClients = 1_000

interface Refused {
  /** An address, a network of IPv6, or a user. */
  readonly client: string
  readonly limit: string
  refusals: number
}

/**
 * Logs who meets limits, so that the operator can find an attacker: the first clients of a minute at once, and at the end of the
 * minute those who were refused most. These are few lines, however many clients there are.
 */
export class RefusedClients {
  readonly #log: Pick<Logger, 'info'>
  readonly #refused = new Map<string, Refused>()
  #others = 0

  constructor(log: Pick<Logger, 'info'>) {
    this.#log = log
  }

  add(limit: string, { key: client }: Source): void {
    const refused = this.#refused.get(`${limit} ${client}`)
    if (refused) refused.refusals += 1
    else if (this.#refused.size >= maxClients) this.#others += 1
    else this.#begin(limit, client)
  }

  #begin(limit: string, client: string): void {
    if (this.#refused.size === 0) setTimeout(() => this.#sumUp(), windowMs).unref()
    this.#refused.set(`${limit} ${client}`, { client, limit, refusals: 1 })
    if (this.#refused.size <= maxTold) this.#log.info({ client, limit }, 'A client met a limit')
  }

  #sumUp(): void {
    const worstFirst = [...this.#refused.values()].sort((a, b) => b.refusals - a.refusals)
    const refusals = worstFirst.reduce((sum, one) => sum + one.refusals, this.#others)
    const worst = worstFirst.slice(0, maxTold)
    this.#refused.clear()
    this.#others = 0
    this.#log.info({ refusals, clients: worstFirst.length, worst }, 'Clients were refused by limits in the last minute')
  }
}
