import { isIP } from 'node:net'
import { z } from 'zod'

/** Addresses of all kinds, as settings write them. */

const listOf = <T extends z.ZodType<unknown, string>>(entry: T) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(entry))
    .default([])

/** Scheme, host and port only, as a browser sends them. The case of letters makes no difference. */
function isOrigin(text: string): boolean {
  if (!/^https?:\/\/[^/]+$/i.test(text) || text.includes('*') || !URL.canParse(text)) return false
  const { href, origin } = new URL(text)
  return href === `${origin}/`
}

export const originList = listOf(
  z
    .string()
    .refine(isOrigin)
    .transform((origin) => new URL(origin).origin),
)

/** A name of only digits and dots is, or was meant as, an IPv4 address. */
const hostName = /^(?![\d.]+$)[a-z\d_]([a-z\d_-]*[a-z\d_])?(\.[a-z\d_]([a-z\d_-]*[a-z\d_])?)*\.?$/i

export const listenAddress = z.string().refine((text) => isIP(text) !== 0 || hostName.test(text))

export const hostList = listOf(listenAddress.transform((name) => name.toLowerCase().replace(/\.$/, '')))

/** An address, or a range such as `10.0.0.0/8`. */
function isRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || address.includes('%') || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 6 ? 128 : 32))
}

export const rangeList = listOf(z.string().refine(isRange))
