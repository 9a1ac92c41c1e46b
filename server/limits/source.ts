import { isIP } from 'node:net'
import { bytesOfAddress } from '../lib/ip-bytes.js'

/** Where requests come from, for limits: an address, or a user. */
export interface Source {
  readonly key: string
  /** Whether the address is of this machine: a program of the operator, or a proxy. */
  readonly isLoopback: boolean
}

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
  const isLoopback = bytes.every((byte, index) => byte === (index === 15 ? 1 : 0))
  return { key: `${hex(bytes.slice(0, 8))}/64`, isLoopback }
}

/** The network of a provider that the address of a source is in: IPv6 of 32 bits, IPv4 of 16. A user is a source wherever. */
export function networkOf({ key }: Source): string {
  if (key.endsWith('/64')) return `${key.slice(0, 8)}/32`
  return isIP(key) === 4 ? `${key.split('.', 2).join('.')}/16` : key
}

/** The IPv4 address that it is, or that it holds (`::ffff:127.0.0.1`). */
function asIPv4(bytes: readonly number[]): readonly number[] | null {
  if (bytes.length === 4) return bytes
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff
  return isMapped ? bytes.slice(12) : null
}

/** A user, at the address that the user comes from. */
export function sourceOfUser(id: string, { isLoopback }: Source): Source {
  return { key: `user ${id}`, isLoopback }
}

function hex(bytes: readonly number[]): string {
  return Buffer.from(bytes).toString('hex')
}
