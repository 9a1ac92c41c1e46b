import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { beforeEach, expect, it } from 'vitest'
import { Handshakes } from './handshakes.js'

let handshakes: Handshakes
let cutOff: string[]
beforeEach(() => {
  handshakes = new Handshakes()
  cutOff = []
})

/** A connection, or what it is after its handshake: another object with the same client. */
const of = (remotePort: number, name = String(remotePort), remoteAddress = '10.0.0.1') =>
  Object.assign(new EventEmitter(), {
    remoteAddress,
    remotePort,
    destroy: () => void cutOff.push(name),
  }) as unknown as Socket

it('connections whose handshake is not done are cut off', () => {
  for (const socket of [of(1), of(2), of(2, 'of another address', '10.0.0.2')]) handshakes.began(socket)
  handshakes.ended(of(2))
  handshakes.cutOff()
  expect(cutOff).toEqual(['1', 'of another address'])
})

it('one that is gone is forgotten, and not the one after it from the same port', () => {
  const [gone, early, late] = [of(1), of(2, 'early'), of(2, 'late')]
  for (const socket of [gone, early, late]) handshakes.began(socket)
  for (const socket of [gone, early]) socket.emit('close')
  handshakes.cutOff()
  expect(cutOff).toEqual(['late'])
})
