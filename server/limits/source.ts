import { isIP } from 'node:net'
import { bytesOfAddress } from '../lib/ip-bytes.js'

/** Where requests come from, for limits: an address, or a user. */
export interface Source {
  readonly key: string
  /** Whether the address is of this machine: a program of the operator, or a proxy. */
  readonly isLoopback: boolean
}

/** All sources of one site (see `siteOf`) together may do this many times as much as one. */
export const sourcesOfSite = 16

export const unknownSource: Source = { key: 'unknown', isLoopback: false }

/**
 * The source of an address. The addresses of one IPv6 network of 64 bits are one source, because one customer has all
 * of them.
 */
export function sourceOfAddress(address: string | undefined): Source {
  if (address === undefined || isIP(address) === 0) return unknownSource
  const bytes = bytesOfAddress(address)
  const v4 = asIPv4(bytes)
  if (v4 !== null) return { key: v4.join('.'), isLoopback: v4[0] === 127 }
  const behind = clientOfGateway(bytes)
  if (behind !== null) return { key: behind.join('.'), isLoopback: false }
  const isLoopback = bytes.every((byte, index) => byte === (index === 15 ? 1 : 0))
  return { key: `${groups(bytes.slice(0, 8))}::/64`, isLoopback }
}

/** The form of the key of an IPv6 source. It is matched whole, because the id of a user may end like one. */
const networkOf64 = /^[\da-f:]+::\/64$/

/** The network of the provider of a source: 32 bits of IPv6, 16 bits of IPv4. A user has none and stays a source of its own. */
export function networkOf({ key }: Source): string {
  if (networkOf64.test(key)) return `${key.split(':', 2).join(':')}::/32`
  return isIP(key) === 4 ? `${key.split('.', 2).join('.')}/16` : key
}

/** The IPv6 network of 48 bits of a source: some customers have all of it. Null: the source is not of IPv6. */
export function siteOf({ key }: Pick<Source, 'key'>): string | null {
  return networkOf64.test(key) ? `${key.split(':', 3).join(':')}::/48` : null
}

/** The IPv4 address that it is, or that it holds (`::ffff:127.0.0.1`). */
function asIPv4(bytes: readonly number[]): readonly number[] | null {
  if (bytes.length === 4) return bytes
  return startsWith(bytes, mapped) ? bytes.slice(12) : null
}

const mapped = [...Array<number>(10).fill(0), 0xff, 0xff]
const nat64 = [0, 0x64, 0xff, 0x9b, ...Array<number>(8).fill(0)]
const sixToFour = [0x20, 0x02]
const teredo = [0x20, 0x01, 0, 0]

/**
 * The IPv4 address of a client that comes through a gateway between IPv4 and IPv6: NAT64 (RFC 6052), 6to4 (RFC 3056) or
 * Teredo (RFC 4380, where its bits are turned). Otherwise all clients of NAT64 would be one source.
 */
function clientOfGateway(bytes: readonly number[]): readonly number[] | null {
  if (startsWith(bytes, nat64)) return bytes.slice(12)
  if (startsWith(bytes, sixToFour)) return bytes.slice(2, 6)
  return startsWith(bytes, teredo) ? bytes.slice(12).map((byte) => byte ^ 0xff) : null
}

function startsWith(bytes: readonly number[], start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

/** No key of an address begins so. */
const userPrefix = 'user '

/** A user, at the address that the user comes from. */
export function sourceOfUser(id: string, { isLoopback }: Source): Source {
  return { key: `${userPrefix}${id}`, isLoopback }
}

/** Whether it is a user, who has shown a token. */
export function isUser({ key }: Pick<Source, 'key'>): boolean {
  return key.startsWith(userPrefix)
}

/** As IPv6 writes them: `2001:db8:0:1`. */
function groups(bytes: readonly number[]): string {
  return [0, 2, 4, 6].map((at) => Buffer.from(bytes).readUInt16BE(at).toString(16)).join(':')
}
