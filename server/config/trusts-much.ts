import { TrustedProxies } from '../edge/trusted-proxies.js'

/** As many samples as a range of /7 has of IPv4, and as a range of /15 has of IPv6. */
const manyOfIpv4 = 8
const manyOfIpv6 = 2

/**
 * Whether proxies are trusted in a large part of the internet. Samples of all its parts are asked for, in the way in which
 * the server asks, because several ranges together, or one of IPv6 that holds IPv4, may be as wide as `/0`.
 */
export function trustsMuch(ranges: readonly string[]): boolean {
  if (ranges.length === 0) return false
  const proxies = new TrustedProxies(ranges)
  const trusted = (addresses: readonly string[]) => addresses.filter((address) => proxies.has(address)).length
  if (trusted(samplesOfIpv4()) >= manyOfIpv4) return true
  // No range of IPv4 holds an address of IPv6, and to ask for thousands of them takes time at each start.
  return ranges.some((range) => range.includes(':')) && trusted(samplesOfIpv6()) >= manyOfIpv6
}

/** Four of each /8 that is public. */
function samplesOfIpv4(): string[] {
  return Array.from({ length: 223 }, (_, index) => index + 1)
    .filter((first) => first !== 10 && first !== 127)
    .flatMap((first) => ['37.11.5', '101.7.9', '173.3.2', '229.8.4'].map((rest) => `${first}.${rest}`))
}

/** One of each /16 of 2000::/3, which is all that is in use. */
function samplesOfIpv6(): string[] {
  return Array.from({ length: 0x2000 }, (_, index) => `${(0x2000 + index).toString(16)}:5a5a:7:3::1`)
}
