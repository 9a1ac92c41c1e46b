import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { Heartbeat } from './heartbeat.js'

class TestSocket extends EventEmitter {
  readonly OPEN = 1
  readyState = 1
  readonly terminate = vi.fn()
  readonly ping = vi.fn()
}

let heartbeat: Heartbeat
let socket: TestSocket
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  heartbeat = new Heartbeat()
  socket = new TestSocket()
  heartbeat.add(socket as unknown as WebSocket, socket)
})
afterEach(() => {
  heartbeat[Symbol.dispose]()
  vi.useRealTimers()
})

const beat = () => vi.advanceTimersByTime(12_000)

describe('a socket', () => {
  it('is pinged, and ended at the next ping when it has not answered the one before', () => {
    beat()
    expect(socket.ping).toHaveBeenCalledOnce()
    expect(socket.terminate).not.toHaveBeenCalled()
    beat()
    expect(socket.terminate).toHaveBeenCalledOnce()
  })

  it('is kept while it answers', () => {
    for (let n = 0; n < 5; n += 1) {
      beat()
      socket.emit('pong')
    }
    expect(socket.terminate).not.toHaveBeenCalled()
    expect(socket.ping).toHaveBeenCalledTimes(5)
  })

  it('is not pinged any more when the heartbeat is over', () => {
    heartbeat[Symbol.dispose]()
    beat()
    expect(socket.ping).not.toHaveBeenCalled()
  })

  it('that is closing is not pinged, and one that is closed is forgotten', () => {
    socket.readyState = 2
    beat()
    expect(socket.ping).not.toHaveBeenCalled()
    socket.emit('close')
    beat()
    expect(socket.terminate).not.toHaveBeenCalled()
  })
})
