import { isIPv4 } from 'node:net'

/** The bytes of an IP address: 4, or 16 of IPv6. A zone (`%eth0`) is left out. */
export function bytesOfAddress(address: string): number[] {
  if (isIPv4(address)) return address.split('.').map(Number)
  const [start = '', end] = address.replace(/%.*/, '').split('::')
  const [before, after] = [groupsOf(start), groupsOf(end ?? '')]
  const zeros = end === undefined ? [] : Array<number>(Math.max(0, 16 - before.length - after.length)).fill(0)
  return [...before, ...zeros, ...after]
}

function groupsOf(text: string): number[] {
  return text.split(':').flatMap((group) => {
    if (group === '') return []
    if (isIPv4(group)) return bytesOfAddress(group)
    const value = parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}
