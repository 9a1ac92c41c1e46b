import { describe, expect, it } from 'vitest'
import { hostText, readHost } from './host.js'

describe('a Host', () => {
  it.each([
    ['localhost:4000', { name: 'localhost', port: 4_000 }],
    ['LocalHost', { name: 'localhost', port: null }],
    ['desk-1.example.com.', { name: 'desk-1.example.com', port: null }],
    ['127.0.0.1:65535', { name: '127.0.0.1', port: 65_535 }],
    ['[::1]:4000', { name: '::1', port: 4_000 }],
    ['[2001:DB8::1]', { name: '2001:db8::1', port: null }],
    ['my_service:80', { name: 'my_service', port: 80 }],
    ['x', { name: 'x', port: null }],
  ])('is read: %s', (text, host) => {
    expect(readHost(text)).toEqual(host)
  })

  it.each([
    ...['', ' ', '[', ']', '[]', '[::1', '::1', '[::1]x', '[127.0.0.1]', '[::g]', '[fe80::1%eth0]'],
    ...['%', '%00', 'a%2eb', 'localhost:', 'localhost:0', 'localhost:65536', 'localhost:99999999', 'localhost:-1'],
    ...['localhost:80:80', 'localhost:8o', 'a b', 'a,b', 'a/b', 'a?b', 'a#b', 'a\\b', 'me@a', 'a..b', '.a', '-a', '.'],
    ...['1.2.3', '1.2.3.4.5', '256.1.1.1', '127.1', '2130706433', '0177.0.0.1', 'ä', 'x'.repeat(254), "'", '<a>', '*'],
  ])('is refused: %j', (text) => {
    expect(readHost(text)).toBeNull()
  })

  it('is written as browsers write it', () => {
    expect(hostText({ name: '::1', port: 443 }, 443)).toBe('[::1]')
    expect(hostText({ name: 'desk.example', port: 443 }, 80)).toBe('desk.example:443')
  })
})
