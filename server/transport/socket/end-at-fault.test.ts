import { EventEmitter } from 'node:events'
import type { Duplex } from 'node:stream'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { endAtFault } from './end-at-fault.js'

const terminate = vi.fn()
const pause = vi.fn()
let stream: EventEmitter
let socket: EventEmitter
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  vi.clearAllMocks()
  stream = new EventEmitter()
  socket = Object.assign(new EventEmitter(), { pause, terminate })
  endAtFault(socket as WebSocket, stream as Duplex)
})
afterEach(() => void vi.useRealTimers())

it('a client has a second to read why it was closed', () => {
  vi.advanceTimersByTime(999)
  expect(terminate).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(terminate).toHaveBeenCalledOnce()
})

it.each<[string, () => EventEmitter, string]>([
  ['as it comes', () => stream, 'data'],
  ['inflated', () => socket, 'message'],
])('256 KiB of what it still sends are read meanwhile, %s, and no more', (_what, emitter, event) => {
  for (let n = 0; n < 4; n += 1) emitter().emit(event, Buffer.alloc(65_536))
  expect(pause).not.toHaveBeenCalled()
  emitter().emit(event, Buffer.alloc(1))
  expect(pause).toHaveBeenCalledOnce()
})
