import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { clientAddress, TrustedProxies } from './trusted-proxies.js'

const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage
const addressOf = (remoteAddress: string, forwardedFor: string, trusted: readonly string[]) =>
  clientAddress(from(remoteAddress, { 'x-forwarded-for': forwardedFor }), new TrustedProxies(trusted))

describe('the address of a client', () => {
  it.each([
    ['nobody is trusted', '203.0.113.9', '1.2.3.4', [], '203.0.113.9'],
    ['a stranger writes the header', '203.0.113.9', '1.2.3.4', ['10.0.0.0/8'], '203.0.113.9'],
    ['a trusted proxy says it', '10.1.2.3', '1.2.3.4', ['10.0.0.0/8'], '1.2.3.4'],
    ['the client wrote some before', '10.1.2.3', '9.9.9.9, 127.0.0.1, 1.2.3.4', ['10.0.0.0/8'], '1.2.3.4'],
    ['two trusted proxies in a row', '10.1.2.3', '9.9.9.9, 1.2.3.4, 10.0.0.7', ['10.0.0.0/8'], '1.2.3.4'],
    ['all are trusted', '10.1.2.3', '10.0.0.9, 10.0.0.7', ['10.0.0.0/8'], '10.0.0.9'],
    ['a trusted proxy says nothing', '10.1.2.3', '', ['10.0.0.0/8'], '10.1.2.3'],
    ['a trusted proxy says nonsense', '10.1.2.3', '1.2.3.4, unknown', ['10.0.0.0/8'], '10.1.2.3'],
    ['the proxy adds a port', '10.1.2.3', '1.2.3.4:5678', ['10.1.2.3'], '1.2.3.4'],
    ['IPv4 comes in the form of IPv6', '::ffff:10.1.2.3', '::ffff:1.2.3.4', ['10.0.0.0/8'], '1.2.3.4'],
    ['IPv6', '2001:db8::1', '[2001:DB8:1::2]:443', ['2001:db8::/48'], '2001:db8:1::2'],
    ['a range of IPv6 does not hold all of it', '2001:db8:1::1', '1.2.3.4', ['2001:db8::/48'], '2001:db8:1::1'],
  ] as const)('when %s: %s says %j', (_when, peer, forwardedFor, trusted, address) => {
    expect(addressOf(peer, forwardedFor, trusted)).toBe(address)
  })
})

describe('what the client asked for', () => {
  const headers = {
    host: '127.0.0.1:4000',
    'x-forwarded-host': 'evil.example, desk.example',
    'x-forwarded-proto': 'http, HTTPS',
  }

  it('is what a trusted proxy says last', () => {
    const caller = new TrustedProxies(['10.0.0.1']).callerOf(from('10.0.0.1', headers))
    expect(caller).toMatchObject({ host: 'desk.example', isSecure: true, isForwarded: true })
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
