import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { endianness } from 'node:os'
import { bytesOfAddress } from '../../lib/ip-bytes.js'

/** The kernel's tables of TCP connections, for IPv4 and IPv6. Only Linux has them. */
const tables = ['/proc/net/tcp', '/proc/net/tcp6']

/** Number, own and other address, state, queues, timer, repeats in hex, user, probes. */
const row = /^ *\d+: ([\dA-F]+:[\dA-F]{4} [\dA-F]+:[\dA-F]{4}) \S+ \S+ \S+ ([\dA-F]{8}) +\d+ +(\d+) /gm

/**
 * How often the kernel has sent the same bytes again without an acknowledgment, for each connection, by the names of
 * `linkOf`. Connections that are acknowledged are left out. Empty if the system does not tell.
 */
export async function unanswered(read = readTable): Promise<ReadonlyMap<string, number>> {
  const texts = await Promise.all(tables.map((path) => read(path).catch(() => '')))
  return new Map(texts.flatMap(unansweredOf))
}

function readTable(path: string): Promise<string> {
  return readFile(path, 'latin1')
}

export function unansweredOf(table: string): [string, number][] {
  return [...table.matchAll(row)].flatMap(([, link = '', repeats = '', probes]): [string, number][] => {
    const times = parseInt(repeats, 16) + Number(probes)
    return times === 0 ? [] : [[link, times]]
  })
}

/** The name of a connection in the tables. Null when it is gone. */
export function linkOf({ localAddress, localPort, remoteAddress, remotePort }: Socket): string | null {
  if (localAddress === undefined || remoteAddress === undefined) return null
  return `${placeOf(localAddress, localPort)} ${placeOf(remoteAddress, remotePort)}`
}

function placeOf(address: string, port = 0): string {
  return `${wordsOf(bytesOfAddress(address))}:${hex(port, 4)}`
}

/** The tables show addresses as words of 32 bits in the byte order of the machine. */
function wordsOf(bytes: readonly number[]): string {
  const words = Array.from({ length: bytes.length / 4 }, (_, index) => bytes.slice(index * 4, index * 4 + 4))
  const ordered = endianness() === 'LE' ? words.map((word) => word.toReversed()) : words
  return ordered
    .flat()
    .map((byte) => hex(byte, 2))
    .join('')
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}
