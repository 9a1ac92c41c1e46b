import { Duplex } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HeldBytes } from '../../limits/held-bytes.js'
import { sourceOfAddress, type Source } from '../../limits/source.js'
import { Incoming } from './incoming.js'

const [one, other] = [sourceOfAddress('10.0.0.1'), sourceOfAddress('10.0.0.2')]
/** The bytes for which a chunk counts besides its own. */
const chunkBytes = 128
const late = 'The message was not complete within 15 s'
const tooMuch = 'Too many bytes of messages that are not complete'

let gaveWay: number
let held: HeldBytes
let incoming: Incoming
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  gaveWay = 0
  held = new HeldBytes({ perSource: { any: 1_000, loopback: 1_000 }, inAll: 1_500 }, () => (gaveWay += 1))
  incoming = new Incoming(held)
})
afterEach(() => {
  incoming[Symbol.dispose]()
  vi.useRealTimers()
})

/** A connection, and how it was ended. */
class Connection {
  readonly stream = new Duplex({ read() {}, write() {} })
  readonly faults: string[] = []
  readonly source: Source
  isOpen = true

  constructor(source = one) {
    this.source = source
    incoming.add(this.stream, this)
  }

  closeAtFault(code: number, reason: string): void {
    expect(code).toBe(1013)
    this.faults.push(reason)
  }

  /** As many bytes of a text of 100 that is masked, from a byte on. */
  send(bytes: number, from = 0): this {
    this.stream.emit('data', message.subarray(from, from + bytes))
    return this
  }
}

const message = Buffer.concat([Buffer.from([0x81, 0x80 | 100]), Buffer.alloc(104)])
const whole = message.length
/** The beginning of a message of 60,000 bytes, which never ends. */
const endless = Buffer.from([0x81, 0xfe, 0xea, 0x60, 0, 0, 0, 0])
const fill = (connection: Connection, bytes: number) => {
  connection.stream.emit('data', Buffer.concat([endless, Buffer.alloc(bytes - chunkBytes - endless.length)]))
  return connection
}

describe('what is held of messages that are not complete', () => {
  it('counts until they are', () => {
    const connection = new Connection().send(10)
    expect(held.total).toBe(10 + chunkBytes)
    connection.send(20, 10)
    expect(held.total).toBe(30 + 2 * chunkBytes)
    connection.send(whole - 30, 30)
    expect(held.total).toBe(0)
    connection.send(whole).send(10)
    expect(held.total).toBe(10 + chunkBytes)
  })

  it.each(['closes', 'is no longer read'])('counts no more when the connection %s', (ends) => {
    const connection = new Connection().send(10)
    if (ends === 'closes') connection.stream.emit('close')
    else {
      connection.isOpen = false
      connection.send(10)
    }
    expect(held.total).toBe(0)
    connection.isOpen = true
    connection.send(10)
    expect(held.total).toBe(0)
    expect(connection.stream.listenerCount('data')).toBe(0)
  })

  it('ends the connection of the source whose message began first when the source has too much', () => {
    const [elsewhere, first, second] = [new Connection(other), new Connection(), new Connection()]
    fill(elsewhere, 200)
    for (const connection of [first, second]) fill(connection, 400)
    expect(gaveWay).toBe(0)
    fill(second, 200)
    expect([elsewhere.faults, first.faults, second.faults]).toEqual([[], [], []])
    fill(second, 136)
    expect([elsewhere.faults, first.faults, second.faults]).toEqual([[], [tooMuch], []])
    expect(gaveWay).toBe(1)
    expect(held.total).toBe(200 + 736)
    expect(first.stream.listenerCount('data')).toBe(0)
  })

  it('ends the one that began first of all when all have too much together', () => {
    const [elsewhere, first, second] = [new Connection(other), new Connection(), new Connection()]
    fill(elsewhere, 600)
    fill(first, 450)
    expect(gaveWay).toBe(0)
    fill(second, 451)
    expect([elsewhere.faults, first.faults, second.faults]).toEqual([[tooMuch], [], []])
    expect(gaveWay).toBe(1)
    expect(held.total).toBe(901)
  })

  it('ends as many as it takes, the last one included', () => {
    const [first, second] = [new Connection(), new Connection()]
    fill(first, 200)
    fill(second, 1_100)
    expect([first.faults, second.faults]).toEqual([[tooMuch], [tooMuch]])
    expect([gaveWay, held.total]).toEqual([2, 0])
  })

  it('begins anew with each message', () => {
    const [first, second] = [new Connection().send(10), new Connection().send(10)]
    // It has completed its message, and begun the next one in the same chunk.
    first.stream.emit('data', Buffer.concat([message.subarray(10), message.subarray(0, 10)]))
    fill(new Connection(), 700)
    expect([first.faults, second.faults]).toEqual([[], [tooMuch]])
  })
})

describe('a message', () => {
  it('that takes longer than 14 s ends its connection at the next look', () => {
    vi.advanceTimersByTime(500)
    const slow = new Connection().send(10)
    vi.advanceTimersByTime(1_000)
    const later = new Connection().send(10)
    vi.advanceTimersByTime(12_600)
    expect(slow.faults).toEqual([])
    slow.send(1, 10)
    vi.advanceTimersByTime(1_000)
    expect(slow.faults).toEqual([late])
    expect(later.faults).toEqual([])
    expect(held.total).toBe(10 + chunkBytes)
    vi.advanceTimersByTime(20_000)
    expect([slow.faults, later.faults]).toEqual([[late], [late]])
  })

  it('that takes 14 s is late', () => {
    const slow = new Connection().send(10)
    vi.advanceTimersByTime(13_000)
    expect(slow.faults).toEqual([])
    vi.advanceTimersByTime(1_000)
    expect(slow.faults).toEqual([late])
  })

  it('has its own time, however many came before it on the connection', () => {
    const busy = new Connection().send(10)
    for (let n = 0; n < 3; n += 1) {
      vi.advanceTimersByTime(10_000)
      busy.stream.emit('data', Buffer.concat([message.subarray(10), message.subarray(0, 10)]))
      vi.advanceTimersByTime(3_000)
      busy.send(whole - 10, 10).send(10)
    }
    expect(busy.faults).toEqual([])
    busy.send(whole - 10, 10)
    vi.advanceTimersByTime(60_000)
    expect(busy.faults).toEqual([])
  })
})

it('nothing is looked at any more once it is disposed of', () => {
  const slow = new Connection().send(10)
  incoming[Symbol.dispose]()
  vi.advanceTimersByTime(60_000)
  expect(slow.faults).toEqual([])
})
