import { isIP, isIPv6 } from 'node:net'

/** What a `Host` header or the authority of a URL names. */
export interface Host {
  /** In lower case, without a dot at its end. An IPv6 address has no brackets. */
  readonly name: string
  /** Null: the usual port of the scheme. */
  readonly port: number | null
}

/** RFC 9112, 3.2, as strict as names in use are: an address in brackets, or letters, digits, `.`, `-` and `_`. */
const form = /^(?:\[([\da-f:.]{2,45})\]|([a-z\d_]([a-z\d._-]{0,251}[a-z\d_])?\.?))(?::(\d{1,5}))?$/i

const onlyDigits = /^[\d.]+$/

/** Null: it is not a valid host. */
export function readHost(text: string): Host | null {
  const [, bracketed, named, , digits] = form.exec(text) ?? []
  const name = (bracketed ?? named ?? '').toLowerCase().replace(/\.$/, '')
  const port = digits === undefined ? null : Number(digits)
  if (port !== null && (port < 1 || port > 65_535)) return null
  if (bracketed !== undefined) return isIPv6(name) ? { name, port } : null
  if (name === '' || name.includes('..') || (onlyDigits.test(name) && isIP(name) === 0)) return null
  return { name, port }
}

/** As it stands in a URL: with brackets, and without the usual port of the scheme. */
export function hostText({ name, port }: Host, usualPort: number): string {
  const bare = name.includes(':') ? `[${name}]` : name
  return port === null || port === usualPort ? bare : `${bare}:${port}`
}
