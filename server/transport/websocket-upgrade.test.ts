import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { chooseWebSocket, WebSocketRequest } from './websocket-upgrade.js'

const usual = { method: 'GET', url: '/graphql', upgrade: 'websocket', httpVersion: '1.1' }

/** A request whose head the parser has read; `asked`: it saw an upgrade. */
function request(asked: boolean | null, parts: Partial<typeof usual> = {}) {
  const { upgrade, ...line } = { ...usual, ...parts }
  const made = new WebSocketRequest(new Socket())
  Object.assign(made, line)
  made.headers.upgrade = upgrade
  made.upgrade = asked
  return made
}

describe('an upgrade', () => {
  it.each([
    ['to a WebSocket where there is one', {}, true],
    ['to one of several protocols', { upgrade: 'h2c, WebSocket' }, true],
    ['at a whole address', { url: 'http://host/graphql' }, true],
    ['to something else', { upgrade: 'h2c' }, false],
    ['elsewhere', { url: '/health' }, false],
    ['by POST', { method: 'POST' }, false],
    ['over HTTP/1.0', { httpVersion: '1.0' }, false],
    ['of a tunnel, whatever it names', { method: 'CONNECT', url: 'host:1', upgrade: '' }, true],
  ])('%s is one: %s, %s', (_what, parts, isUpgrade) => {
    const asked = request(true, parts)
    expect(asked.upgrade).toBe(isUpgrade)
    expect(asked.ignoresUpgrade).toBe(!isUpgrade)
  })

  it.each([false, null])('that was not asked for is none: %s', (asked) => {
    const plain = request(asked)
    expect(plain.upgrade).toBe(asked)
    expect(plain.ignoresUpgrade).toBe(false)
  })

  it('of several protocols is taken as that of a WebSocket', () => {
    const several = request(true, { upgrade: 'h2c, websocket' })
    chooseWebSocket(several)
    expect(several.headers.upgrade).toBe('websocket')
  })
})
