import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { TrustedProxies } from './trusted-proxies.js'

const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers, rawHeaders: Object.entries(headers).flat() }) as unknown as IncomingMessage
const addressOf = (remoteAddress: string, forwardedFor: string, trusted: readonly string[]) =>
  new TrustedProxies(trusted).callerOf(from(remoteAddress, { 'x-forwarded-for': forwardedFor })).address

describe('the address of a client', () => {
  it.each([
    ['nobody is trusted', '203.0.113.9', '1.2.3.4', [], '203.0.113.9'],
    ['a stranger writes the header', '203.0.113.9', '1.2.3.4', ['10.0.0.0/8'], '203.0.113.9'],
    ['a trusted proxy says it', '10.1.2.3', '1.2.3.4', ['10.0.0.0/8'], '1.2.3.4'],
    ['the client wrote some before', '10.1.2.3', '9.9.9.9, 127.0.0.1, 1.2.3.4', ['10.0.0.0/8'], '1.2.3.4'],
    ['two trusted proxies in a row', '10.1.2.3', '9.9.9.9, 1.2.3.4, 10.0.0.7', ['10.0.0.0/8'], '1.2.3.4'],
    ['all are trusted', '10.1.2.3', '10.0.0.9, 10.0.0.7', ['10.0.0.0/8'], '10.0.0.9'],
    ['a trusted proxy says nothing', '10.1.2.3', '', ['10.0.0.0/8'], 'unknown'],
    ['a trusted proxy says nothing last', '10.1.2.3', '1.2.3.4,', ['10.0.0.0/8'], 'unknown'],
    ['a proxy before it says nothing', '10.1.2.3', '1.2.3.4, , 10.0.0.7', ['10.0.0.0/8'], 'unknown'],
    ['a trusted proxy says it in quotes', '10.1.2.3', '"1.2.3.4"', ['10.0.0.0/8'], 'unknown'],
    ['a trusted proxy says nonsense', '10.1.2.3', '1.2.3.4, unknown', ['10.0.0.0/8'], 'unknown'],
    ['the proxy adds a port', '10.1.2.3', '1.2.3.4:5678', ['10.1.2.3'], '1.2.3.4'],
    ['IPv4 comes in the form of IPv6', '::ffff:10.1.2.3', '::ffff:1.2.3.4', ['10.0.0.0/8'], '1.2.3.4'],
    ['the header has no address', '10.1.2.3', '1.2.3, x1.2.3.4:5', ['10.0.0.0/8'], 'unknown'],
    ['the port has no address', '10.1.2.3', '1.2.3.4:5x', ['10.0.0.0/8'], 'unknown'],
    ['brackets do not fit', '10.1.2.3', 'x[::1]', ['10.0.0.0/8'], 'unknown'],
    ['more follows the brackets', '10.1.2.3', '[::1]x', ['10.0.0.0/8'], 'unknown'],
    ['brackets come without a port', '10.1.2.3', '[2001:db8::9]', ['10.0.0.0/8'], '2001:db8::9'],
    ['numbers are long', '10.100.200.255', '198.51.100.200:65535', ['10.0.0.0/8'], '198.51.100.200'],
    ['an address has a zone', 'fe80::1%eth0', '1.2.3.4', ['fe80::/10'], '1.2.3.4'],
    ['a long IPv4 comes in the form of IPv6', '::ffff:192.0.2.1', '1.2.3.4', ['192.0.2.1'], '1.2.3.4'],
    ['IPv6', '2001:db8::1', '[2001:DB8:1::2]:443', ['2001:db8::/48'], '2001:db8:1::2'],
    ['a range of IPv6 does not hold all of it', '2001:db8:1::1', '1.2.3.4', ['2001:db8::/48'], '2001:db8:1::1'],
  ] as const)('when %s: %s says %j', (_when, peer, forwardedFor, trusted, address) => {
    expect(addressOf(peer, forwardedFor, trusted)).toBe(address)
  })
})

it.each(['via', 'forwarded', 'x-real-ip', 'x-forwarded-proto', 'x-forwarded-host'])(
  'the address of a client is unknown when a trusted proxy passes a request on with %s and does not say for whom',
  (name) => {
    const proxies = new TrustedProxies(['127.0.0.1'])
    expect(proxies.callerOf(from('127.0.0.1', { [name]: 'x' })).address).toBe('unknown')
    expect(proxies.callerOf(from('127.0.0.1')).address).toBe('127.0.0.1')
  },
)

it('the address of a client is unknown when a trusted proxy passes on too many headers, of which some are dropped', () => {
  const proxies = new TrustedProxies(['127.0.0.1'])
  const rawHeaders = (count: number) => Array.from({ length: 2 * count }, () => 'x')
  const asked = (count: number, address = '127.0.0.1') =>
    proxies.callerOf({
      ...from(address, { 'x-forwarded-for': '1.2.3.4' }),
      rawHeaders: rawHeaders(count),
    } as IncomingMessage)
  expect(asked(100).address).toBe('1.2.3.4')
  expect(asked(101)).toMatchObject({ address: 'unknown', isForwarded: true })
  expect(asked(101, '203.0.113.9').address).toBe('203.0.113.9')
})

describe('what the client asked for', () => {
  const headers = {
    host: '127.0.0.1:4000',
    'x-forwarded-host': 'evil.example, other.example, desk.example',
    'x-forwarded-proto': 'http, http, HTTPS',
  }

  it('is what a trusted proxy says last', () => {
    const caller = new TrustedProxies(['10.0.0.1']).callerOf(from('10.0.0.1', headers))
    expect(caller).toMatchObject({ host: 'desk.example', isSecure: true, isForwarded: true })
  })

  it('is what the request says where the proxy says nothing', () => {
    const proxies = new TrustedProxies(['10.0.0.1'])
    const empty = { host: 'desk.example', 'x-forwarded-host': '', 'x-forwarded-proto': '' }
    expect(proxies.callerOf(from('10.0.0.1', empty))).toMatchObject({ host: 'desk.example', isSecure: false })
    expect(proxies.callerOf(from('10.0.0.1', { host: 'desk.example' }))).toMatchObject({ host: 'desk.example' })
  })

  it('came over TLS where the connection has it', () => {
    const request = {
      socket: { remoteAddress: '1.2.3.4', encrypted: true },
      headers: {},
      rawHeaders: [],
    } as unknown as IncomingMessage
    expect(new TrustedProxies([]).callerOf(request).isSecure).toBe(true)
  })

  it('is of nobody where the connection is gone', () => {
    const gone = { socket: {}, headers: { 'x-forwarded-for': '1.2.3.4' }, rawHeaders: [] } as unknown as IncomingMessage
    expect(new TrustedProxies(['0.0.0.0/0']).callerOf(gone).address).toBe('unknown')
  })

  it('is not what a stranger says', () => {
    const caller = new TrustedProxies(['10.0.0.1']).callerOf(from('10.0.0.2', headers))
    expect(caller).toMatchObject({ host: '127.0.0.1:4000', isSecure: false, isForwarded: true })
  })

  it('is forwarded when a proxy that is not trusted says so, and direct otherwise', () => {
    const proxies = new TrustedProxies([])
    for (const name of ['Forwarded', 'Via', 'X-Real-IP', 'X-Forwarded-For']) {
      expect(proxies.callerOf(from('127.0.0.1', { [name.toLowerCase()]: 'x' })).isForwarded, name).toBe(true)
    }
    expect(proxies.callerOf(from('127.0.0.1', { host: 'localhost' })).isForwarded).toBe(false)
  })
})
