import { isIP } from 'node:net'
import { isLoopback } from '../lib/loopback.js'
import { readHost, type Host } from './host.js'
import { plainAddress } from './plain-address.js'

export interface KnownHostsParts {
  /** Where the server listens. */
  readonly listenHost: string
  /** Names under which it is served besides. */
  readonly allowedHosts: readonly string[]
  /** Origins of pages that may use it. Their hosts may lead to it, too. */
  readonly allowedOrigins: readonly string[]
}

/**
 * The names that lead to this server. With DNS rebinding the name of a foreign page leads here, and the browser takes
 * the page for one of ours. But the `Host` header still has the foreign name. Everywhere names of the loopback are
 * ours, and the address to which the connection came: no foreign name is an address.
 */
export class KnownHosts {
  readonly #names: ReadonlySet<string>

  constructor({ listenHost, allowedHosts, allowedOrigins }: KnownHostsParts) {
    const ofOrigins = allowedOrigins.map((origin) => readHost(origin.replace(/^https?:\/\//, ''))?.name)
    const names = [listenHost, ...allowedHosts, ...ofOrigins].flatMap((name) => name?.toLowerCase() ?? [])
    this.#names = new Set(names)
  }

  /** `localAddress`: of the connection. */
  has({ name }: Host, localAddress: string | undefined): boolean {
    if (isLoopback(name) || this.#names.has(name)) return true
    return isIP(name) !== 0 && name === plainAddress(localAddress ?? '')
  }
}
