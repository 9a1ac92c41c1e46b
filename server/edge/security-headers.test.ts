import { expect, it } from 'vitest'
import { pagePolicy, securityHeaders } from './security-headers.js'

it('an answer that is no page lets browsers run, load, frame and guess nothing', () => {
  expect(securityHeaders(false)).toEqual({
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  })
})

it('a browser that came over TLS stays there', () => {
  expect(securityHeaders(true)['Strict-Transport-Security']).toBe('max-age=15552000')
})

it('a page loads what it names, and talks to whom it names', () => {
  const sources = { scripts: "'self'", styles: 'a', images: 'b', fonts: 'c', workers: 'd', connections: 'e' }
  expect(pagePolicy(sources).split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    'style-src a',
    'img-src b',
    'font-src c',
    'worker-src d',
    'connect-src e',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ])
})
