import { expect, it } from 'vitest'
import { KnownHosts } from './known-hosts.js'

const open = new KnownHosts({
  listenHost: '0.0.0.0',
  allowedHosts: ['Desk.example'],
  allowedOrigins: ['https://pages.example:8443', 'http://plain.example', 'https://[::9]', 'nonsense://x'],
})
const named = (name: string, hosts = open, localAddress = '192.0.2.7') => hosts.has({ name, port: 4_000 }, localAddress)

it.each(['localhost', '127.0.0.1', '::1', 'desk.example', 'pages.example', 'plain.example', '::9', '192.0.2.7'])(
  '%s leads here',
  (name) => {
    expect(named(name)).toBe(true)
  },
)

it.each(['evil.example', 'desk.example.evil.example', 'localhost.evil.example', '192.0.2.8', '10.0.0.1'])(
  '%s does not, though the server listens everywhere',
  (name) => {
    expect(named(name)).toBe(false)
  },
)

it('the address of the connection leads here in either form', () => {
  expect(named('192.0.2.7', open, '::ffff:192.0.2.7')).toBe(true)
  expect(named('fe80::1', open, 'fe80::1%eth0')).toBe(true)
  expect(open.has({ name: '192.0.2.7', port: null }, undefined)).toBe(false)
  expect(named('evil.example', open, 'evil.example')).toBe(false)
})

it('the name on which it listens leads here', () => {
  const hosts = new KnownHosts({ listenHost: 'desk-1.example', allowedHosts: [], allowedOrigins: [] })
  expect(named('desk-1.example', hosts)).toBe(true)
})
