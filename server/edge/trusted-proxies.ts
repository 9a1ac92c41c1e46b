import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { hasTooManyHeaders } from './header-count.js'
import { plainAddress } from './plain-address.js'

/** Headers in which proxies say for whom they ask. A client that sends one is a proxy, or pretends to be one. */
const proxyHeaders = [
  'forwarded',
  'via',
  'x-real-ip',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
] as const

/** The address of all clients that a trusted proxy does not name. Together they have the limits of one address. */
const unknownAddress = 'unknown'

/** A request as the first client sent it, before any proxy. */
export interface Caller {
  /**
   * An IP address: that of the client, when a trusted proxy passed the request on. `unknown` when the proxy does not say
   * for whom, or says it in no way that can be read, or when the request has too many headers.
   */
  readonly address: string
  /** The `Host` that the client asked for. */
  readonly host: string | undefined
  /** Whether the client asked over TLS. */
  readonly isSecure: boolean
  /** Whether a proxy passed the request on, trusted or not. */
  readonly isForwarded: boolean
}

/** The proxies whose word counts. A header of anyone else is ignored, because anyone can write it. */
export class TrustedProxies {
  readonly #list = new BlockList()

  /** Each is an address, or a range such as `10.0.0.0/8`. */
  constructor(ranges: readonly string[]) {
    for (const range of ranges) {
      const [network = '', bits] = range.split('/')
      const family = isIP(network) === 6 ? 'ipv6' : 'ipv4'
      if (bits === undefined) this.#list.addAddress(network, family)
      else this.#list.addSubnet(network, Number(bits), family)
    }
  }

  callerOf(request: IncomingMessage): Caller {
    const { headers, socket } = request
    const peer = plainAddress(socket.remoteAddress ?? '')
    const isTrusted = this.has(peer)
    const told = (name: string) => (isTrusted ? lastOf(headers[name]) : undefined)
    // Of too many headers, those of the proxy may be among the dropped ones.
    const isCut = hasTooManyHeaders(request)
    const isForwarded = isCut || proxyHeaders.some((name) => name in headers)
    const named = isCut ? '' : String(headers['x-forwarded-for'] ?? '')
    const hops = isForwarded ? named.split(',') : []
    return {
      address: this.#clientOf(peer, hops),
      host: told('x-forwarded-host') ?? headers.host,
      isSecure: (told('x-forwarded-proto') ?? '').toLowerCase() === 'https' || 'encrypted' in socket,
      isForwarded,
    }
  }

  /**
   * Each proxy adds the address of its peer at the end of `X-Forwarded-For`. So we read from the end, as long as the entry was
   * written by a trusted proxy. Anyone can have written the entries before. When all entries are trusted proxies, the first one is
   * the client.
   */
  #clientOf(peer: string, hops: readonly string[]): string {
    const before = [...hops]
    let client = peer
    for (let hop = before.pop(); hop !== undefined && this.has(client); hop = before.pop()) {
      client = addressIn(hop.trim())
    }
    return isIP(client) === 0 ? unknownAddress : client
  }

  /** Whether the address is of a trusted proxy. */
  has(address: string): boolean {
    const plain = plainAddress(address)
    const version = isIP(plain)
    return version !== 0 && this.#list.check(plain, version === 6 ? 'ipv6' : 'ipv4')
  }
}

/** Some proxies add brackets or a port. */
function addressIn(hop: string): string {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(hop)?.[1] ?? hop
  return plainAddress(bare)
}

/** The value of the proxy that is nearest to us. */
function lastOf(value: string | string[] | undefined): string | undefined {
  const last = String(value ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  return last === '' ? undefined : last
}
