/** A script, style or image that stands in a page itself may run only if its hash or source is named here. */
export interface PagePolicy {
  readonly scripts: string
  readonly styles: string
  readonly images: string
  readonly fonts: string
  readonly workers: string
  /** What its scripts may talk to. */
  readonly connections: string
}

/** Of answers that are not pages. Nothing in them may load or run. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'"

/** Of a page that loads what it needs from here alone. No page of another site may frame it. */
export function pagePolicy({ scripts, styles, images, fonts, workers, connections }: PagePolicy): string {
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    `img-src ${images}`,
    `font-src ${fonts}`,
    `worker-src ${workers}`,
    `connect-src ${connections}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

const headers = {
  'Content-Security-Policy': dataPolicy,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** A browser that has seen this asks by TLS alone for half a year. */
const tlsOnly = 'max-age=15552000'

/** The headers of every answer. A page sets a policy of its own. */
export function securityHeaders(isSecure: boolean): Readonly<Record<string, string>> {
  return isSecure ? { ...headers, 'Strict-Transport-Security': tlsOnly } : headers
}
