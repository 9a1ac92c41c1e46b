import { EventEmitter } from 'node:events'
import { Duplex } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { HeldWrites } from '../../fanout/held-writes.js'
import type { Takeable } from '../../fanout/member.js'
import { Payload } from '../../fanout/payload.js'
import { unknownSource } from '../../limits/source.js'
import { StreamCounts } from '../../metrics/stream-counts.js'
import { FrameWriter } from './frame-writer.js'
import { SocketOutbox, type OutboxParts } from './socket-outbox.js'
import { WriteTurn } from './write-turn.js'

/** What an outbox sees of a socket whose reader takes everything, or nothing. */
class TestSocket extends EventEmitter {
  readonly OPEN = 1
  readyState = 1
  readonly written: Buffer[] = []
  /** What the pings among the frames say; a write holds whole frames. */
  readonly pings: string[] = []
  /** How many bytes are an x, of which the messages of these tests are made. */
  xs = 0
  closing: readonly [code: number, reason: string] | null = null
  readonly stream = new Duplex({
    read() {},
    write: (bytes: Buffer, _encoding, done) => {
      this.written.push(Buffer.from(bytes))
      const frames = bytes.toString('latin1')
      for (const [, name = ''] of frames.matchAll(/\x89\x24([\w-]{36})/g)) this.pings.push(name)
      this.xs += frames.replaceAll(/[^x]+/g, '').length
      done()
    },
  })
  readonly outbox: SocketOutbox

  constructor(parts: OutboxParts, deflates = false) {
    super()
    this.outbox = new SocketOutbox(
      this as unknown as WebSocket,
      this.stream,
      { source: unknownSource, deflates },
      parts,
    )
  }

  get text(): string {
    return Buffer.concat(this.written).toString()
  }

  close(code: number, reason: string): void {
    this.readyState = 2
    this.closing = [code, reason]
  }

  terminate(): void {
    this.close(1006, 'terminated')
  }
}

/** A member that has these results, and then fails. */
class TestMember implements Takeable {
  readonly ownBytes = 0
  readonly heldWrites = null
  readonly #payloads: Payload[]

  constructor(values: readonly string[]) {
    this.#payloads = values.map((value) => new Payload({ data: { value } }))
  }

  take(): Payload | null {
    const payload = this.#payloads.shift()
    if (!payload) throw new Error('broken')
    return payload
  }
}

/** Nobody waits for its end. */
const stream = { streamEnded() {} }
const settle = () => new Promise((resolve) => setImmediate(resolve))
let faults: unknown[]
let parts: OutboxParts
// How long a message has waited is said by the test, not by the machine.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.advanceTimersByTime(3_600_000)
})
afterEach(() => void vi.useRealTimers())
beforeEach(() => {
  faults = []
  const log = { error: (...fault: unknown[]) => void faults.push(fault) }
  const counts = new StreamCounts()
  parts = { turn: new WriteTurn({ counts }), writer: new FrameWriter(), counts, log, wrote: () => {} }
})

describe('an outbox that fails while it gathers', () => {
  it('ends its socket, and nothing of it reaches another', async () => {
    const [broken, healthy] = [new TestSocket(parts), new TestSocket(parts)]
    broken.outbox.sinkFor('a', stream).wake(new TestMember(['for the broken one']))
    healthy.outbox.send('for the healthy one')
    await settle()
    expect(broken.closing).toEqual([1006, 'terminated'])
    expect(broken.written).toEqual([])
    expect(healthy.text).toContain('for the healthy one')
    expect(healthy.text).not.toContain('broken')
    expect(faults).toEqual([[{ err: new Error('broken') }, expect.anything()]])
    expect(broken.outbox.unreadBytes).toBe(0)
  })

  it('does so too when it is closed', () => {
    const broken = new TestSocket(parts)
    broken.outbox.sinkFor('a', stream).wake(new TestMember(['for the broken one']))
    broken.outbox.close(1013, 'bye')
    expect(broken.closing?.[0]).toBe(1013)
    expect(parts.writer.bytes).toBe(0)
  })
})

it('an outbox whose results take long to execute writes them over several turns, so that others are not held up', async () => {
  const [busy, other] = [new TestSocket(parts), new TestSocket(parts)]
  const slow = (value: string): Takeable => {
    let isTaken = false
    return {
      ownBytes: 0,
      heldWrites: null,
      take() {
        if (isTaken) return null
        isTaken = true
        vi.advanceTimersByTime(6)
        parts.counts.events += 1
        return new Payload({ data: { value } })
      },
    }
  }
  for (const value of ['one', 'two', 'three', 'four', 'five']) busy.outbox.sinkFor('a', stream).wake(slow(value))
  other.outbox.send('for the other')
  await settle()
  expect(busy.text).toContain('two')
  expect(busy.text).not.toContain('three')
  await settle()
  expect(other.text).toContain('for the other')
  expect(busy.text).not.toContain('five')
  await expect.poll(() => busy.text).toContain('five')
})

describe('an outbox of which all readers are about to get more', () => {
  // How long a write is held is said by the test, too.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    vi.advanceTimersByTime(3_600_000)
  })
  const held = new HeldWrites()
  const more = (value: string): Takeable => {
    const payloads = [new Payload({ data: { value } })]
    return { ownBytes: 0, heldWrites: held, take: () => payloads.shift() ?? null }
  }

  it('writes what came in several turns at once, in its order, when it is released', async () => {
    const socket = new TestSocket(parts)
    const [one, other] = [socket.outbox.sinkFor('a', stream), socket.outbox.sinkFor('b', stream)]
    for (const [sink, value] of [[one, 'first'] as const, [other, 'second'] as const, [one, 'third'] as const]) {
      sink.wake(more(value))
      await settle()
    }
    expect(socket.written).toEqual([])
    expect(socket.outbox.unreadBytes).toBeGreaterThan(100)
    held.releaseAll()
    expect(socket.written.length).toBe(1)
    expect(socket.text).toMatch(/first.*second.*third/s)
    expect(socket.outbox.unreadBytes).toBe(0)
  })

  it('writes it by itself a little later', async () => {
    const socket = new TestSocket(parts)
    socket.outbox.sinkFor('a', stream).wake(more('alone'))
    await settle()
    expect(socket.text).toBe('')
    vi.advanceTimersByTime(10)
    expect(socket.text).toContain('alone')
  })

  it('writes it once the reader goes on, when it took nothing as it was to be released', async () => {
    const socket = new TestSocket(parts)
    const pong = (name: string | undefined) => socket.emit('pong', Buffer.from(name ?? ''))
    socket.outbox.send('x'.repeat(40_000))
    await settle()
    pong(socket.pings.at(-1))
    const answered = socket.pings.length
    socket.outbox.send('x'.repeat(200_000))
    await settle()
    const late = socket.pings[answered]
    vi.advanceTimersByTime(1_500)
    socket.outbox.sinkFor('a', stream).wake(more('the last'))
    await settle()
    pong(late)
    expect(socket.outbox.isHeldUp).toBe(true)
    held.releaseAll()
    expect(socket.text).not.toContain('the last')
    pong(socket.pings.at(-1))
    expect(socket.text).toContain('the last')
  })

  it('writes it before anything that does not wait, and when there is enough for a write', async () => {
    const [urgent, full] = [new TestSocket(parts), new TestSocket(parts)]
    urgent.outbox.sinkFor('a', stream).wake(more('first'))
    await settle()
    urgent.outbox.send('second')
    urgent.outbox.sinkFor('a', stream).wake(more('third'))
    await settle()
    expect(urgent.text).toMatch(/first.*second.*third/s)
    for (const value of ['one', 'x'.repeat(17_000)]) {
      full.outbox.sinkFor('a', stream).wake(more(value))
      await settle()
    }
    expect(full.text).toMatch(/one.*xxx/s)
  })

  it('writes it before it closes, and nothing of it when it is cut off', async () => {
    const [closed, cut] = [new TestSocket(parts), new TestSocket(parts)]
    for (const value of ['the last but one', 'the last']) {
      await settle()
      for (const { outbox } of [closed, cut]) outbox.sinkFor('a', stream).wake(more(value))
    }
    closed.outbox.close(1012, 'bye')
    cut.outbox.cutOff(4403, 'The token has expired')
    held.releaseAll()
    await settle()
    expect(closed.text).toMatch(/the last but one.*the last"/s)
    expect(cut.text).toBe('')
  })
})

describe('an outbox that is cut off', () => {
  it('writes nothing of what waits, neither results nor answers', async () => {
    const socket = new TestSocket(parts)
    socket.outbox.sinkFor('a', stream).wake(new TestMember(['secret']))
    socket.outbox.send('secret')
    socket.outbox.cutOff(4403, 'The token has expired')
    await settle()
    expect(socket.closing).toEqual([4403, 'The token has expired'])
    expect(socket.text).toBe('')
    expect(socket.outbox.unreadBytes).toBe(0)
  })
})

describe('an outbox whose reader inflates', () => {
  const compressedBit = 0x40
  const ping = 0x89
  const long = 'x'.repeat(5_000)
  /** Whether the result of a subscription with this id was written compressed. */
  async function isCompressed(socket: TestSocket, id: string): Promise<boolean> {
    const payloads = [new Payload({ data: { long } })]
    socket.outbox.sinkFor(id, stream).wake({ ownBytes: 0, heldWrites: null, take: () => payloads.shift() ?? null })
    await settle()
    return (firstByte(socket) & compressedBit) !== 0
  }
  const firstByte = ({ written }: TestSocket) =>
    written.flatMap(([first]) => first ?? []).find((byte) => byte !== ping) ?? 0

  it('compresses results, but not for a head that is too long to be stored, nor for another reader', async () => {
    expect(await isCompressed(new TestSocket(parts, true), 'a')).toBe(true)
    const shell = '{"id":"","type":"next","payload":'.length
    expect(await isCompressed(new TestSocket(parts, true), 'a'.repeat(65_535 - shell))).toBe(true)
    const plain = new TestSocket(parts, true)
    expect(await isCompressed(plain, 'a'.repeat(65_536 - shell))).toBe(false)
    expect(plain.text).toContain(long)
    expect(await isCompressed(new TestSocket(parts, false), 'a')).toBe(false)
  })

  it('sends messages of the protocol as they are', async () => {
    const socket = new TestSocket(parts, true)
    socket.outbox.send(long)
    await settle()
    expect(firstByte(socket)).toBe(0x81)
  })
})

describe('an outbox whose reader takes its time', () => {
  const held = async () => {
    const socket = new TestSocket(parts)
    for (let n = 0; n < 4; n += 1) socket.outbox.send('x'.repeat(40_000))
    await settle()
    return socket
  }
  const messages = ({ xs }: TestSocket) => xs / 40_000

  it('writes no more than is left of its window, and goes on with an answer', async () => {
    const socket = await held()
    expect(socket.outbox.isHeldUp).toBe(true)
    expect(messages(socket)).toBe(2)
    expect(socket.outbox.takenBytes).toBe(0)
    socket.emit('pong', Buffer.from(socket.pings.at(-1) ?? ''))
    await settle()
    expect(socket.outbox.takenBytes).toBeGreaterThanOrEqual(65_536)
    expect(messages(socket)).toBe(4)
  })

  it('takes pongs that answer nothing for no sign of reading', async () => {
    const socket = await held()
    for (const forged of ['', 'window', '1']) socket.emit('pong', Buffer.from(forged))
    await settle()
    expect(socket.outbox.takenBytes).toBe(0)
    expect(messages(socket)).toBe(2)
  })

  it('takes the answer to a ping of the heartbeat for one to the marks before', async () => {
    const socket = await held()
    const marks = socket.pings.length
    socket.outbox.ping()
    expect(socket.pings).toHaveLength(marks + 1)
    socket.emit('pong', Buffer.from(socket.pings.at(-1) ?? ''))
    await settle()
    expect(messages(socket)).toBe(4)
  })

  it('is asked for an answer every 32 KiB of one long message, whose bytes are all counted', async () => {
    const socket = new TestSocket(parts)
    socket.outbox.send('x'.repeat(300_000))
    await settle()
    expect(socket.pings).toHaveLength(9)
    expect(Buffer.concat(socket.written)).toHaveLength(parts.counts.bytes + 38 * socket.pings.length)
    expect(socket.text.match(/x/g)).toHaveLength(300_000)
  })
})

describe('an outbox', () => {
  /** A member that has as many results of 40 kB, and how many were taken. */
  function listOf(count: number) {
    const list = {
      ownBytes: 100,
      heldWrites: null,
      taken: 0,
      take: () => (list.taken < count ? (list.taken++, new Payload({ data: { value: 'x'.repeat(40_000) } })) : null),
    }
    return list
  }
  const answerPing = (socket: TestSocket) => socket.emit('pong', Buffer.from(socket.pings.at(-1) ?? ''))

  it('writes what comes in one turn at once, when the turn is over', async () => {
    const socket = new TestSocket(parts)
    socket.outbox.sendAnswer('"a"', '{"data":1}')
    socket.outbox.send('more')
    expect(socket.written).toEqual([])
    await settle()
    expect(socket.written).toHaveLength(1)
    expect(socket.text).toMatch(/{"id":"\\"a\\"","type":"next","payload":{"data":1}}.*more$/)
  })

  it('takes no more results from a member than the reader has room for', async () => {
    const socket = new TestSocket(parts)
    const list = listOf(10)
    socket.outbox.sinkFor('a', stream).wake(list)
    for (const taken of [2, 9, 10]) {
      await settle()
      expect(list.taken).toBe(taken)
      await settle()
      expect(list.taken).toBe(taken)
      answerPing(socket)
    }
  })

  it('writes a mark before much to a reader who was quick', async () => {
    const socket = new TestSocket(parts)
    socket.outbox.ping()
    answerPing(socket)
    const before = socket.written.length
    socket.outbox.send('x'.repeat(50_000))
    await settle()
    expect(socket.written[before]?.subarray(0, 2)).toEqual(Buffer.from([0x89, 36]))
  })

  it('writes what fills the window exactly, and nothing behind it', async () => {
    const socket = new TestSocket(parts)
    socket.outbox.send('x'.repeat(65_536 - 4))
    socket.outbox.send('behind')
    await settle()
    expect(socket.text).not.toContain('behind')
    answerPing(socket)
    await settle()
    expect(socket.text).toContain('behind')
  })

  it('writes nothing for members that have nothing, and asks for no turn when nothing waits', async () => {
    const socket = new TestSocket(parts)
    socket.outbox.sinkFor('a', stream).wake(listOf(0))
    await settle()
    expect(socket.written).toEqual([])
    const asked = vi.spyOn(parts.turn, 'add')
    socket.outbox.ping()
    answerPing(socket)
    await settle()
    expect(asked).not.toHaveBeenCalled()
  })

  it('knows what waits for its reader alone', () => {
    const socket = new TestSocket(parts)
    socket.outbox.send('12345')
    socket.outbox.send('123')
    expect(socket.outbox.unreadBytes).toBe(8)
    const sink = socket.outbox.sinkFor('a', stream)
    sink.wake(listOf(1))
    expect(socket.outbox.unreadBytes).toBe(108)
  })

  it('writes what waits when it is closed, though others have used up the turn', () => {
    const turn = { isLong: true, add: () => {} } as unknown as WriteTurn
    const socket = new TestSocket({ ...parts, turn })
    socket.outbox.send('bye')
    socket.outbox.close(1000, 'over')
    expect(socket.text).toContain('bye')
    expect(socket.closing).toEqual([1000, 'over'])
  })

  it('writes nothing when it is closed and its reader takes nothing, and keeps nothing', async () => {
    const socket = new TestSocket(parts)
    for (let n = 0; n < 4; n += 1) socket.outbox.send('x'.repeat(40_000))
    await settle()
    socket.outbox.close(1000, 'over')
    expect(socket.xs).toBe(80_000)
    expect(socket.outbox.unreadBytes).toBe(0)
  })

  it('writes nothing, and takes nothing more, once its socket is closing', async () => {
    let waits = 0
    const socket = new TestSocket({ ...parts, wrote: (bytes) => (waits += bytes) })
    socket.outbox.send('too late')
    expect(waits).toBe(8)
    socket.readyState = 2
    expect(socket.outbox.isOpen).toBe(false)
    socket.outbox.send('even later')
    expect(waits).toBe(8)
    await settle()
    expect(socket.written).toEqual([])
    socket.outbox.closeAsSlow()
    socket.outbox.closeAtFault(4400, 'No.')
    expect([socket.closing, parts.counts.closedAsSlow]).toEqual([null, 0])
  })

  it('whose member fell behind closes its socket, so that it comes back', () => {
    const socket = new TestSocket(parts)
    socket.outbox.sinkFor('a', stream).fellBehind()
    expect(socket.closing).toEqual([1013, 'Reader too slow: connect again and resume'])
    expect(parts.counts.closedAsSlow).toBe(1)
  })

  it('of a client at fault writes what waits, closes, and ends a second later', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
    const socket = new TestSocket(parts)
    socket.outbox.send('before')
    socket.outbox.closeAtFault(4400, 'No.')
    expect(socket.text).toContain('before')
    expect(socket.closing).toEqual([4400, 'No.'])
    vi.advanceTimersByTime(1_000)
    expect(socket.closing).toEqual([1006, 'terminated'])
  })
})

describe('an outbox of answers', () => {
  /** Sends that many answers of 100 kB; those sent before it was closed. */
  function answer(socket: TestSocket, count: number): number {
    for (let n = 0; n < count; n += 1) {
      socket.outbox.send('x'.repeat(100_000))
      if (socket.closing !== null) return n
    }
    return count
  }
  const messages = ({ xs }: TestSocket) => xs / 100_000

  it('sends more than a mebibyte that comes in one turn to a reader that keeps up', async () => {
    const socket = new TestSocket(parts)
    answer(socket, 30)
    while (messages(socket) < 30) {
      await settle()
      socket.emit('pong', Buffer.from(socket.pings.at(-1) ?? ''))
    }
    expect(socket.closing).toBeNull()
  })

  it('sends one whatever its length', async () => {
    const socket = new TestSocket(parts)
    socket.outbox.send('x'.repeat(5_000_000))
    await settle()
    expect(messages(socket)).toBe(50)
  })

  it('closes with 1013 once more than 4 MiB wait that the reader has not taken', () => {
    const socket = new TestSocket(parts)
    const taken = answer(socket, 100)
    expect(taken).toBeGreaterThan(41)
    expect(taken).toBeLessThan(47)
    expect(socket.closing?.[0]).toBe(1013)
    expect(parts.counts.closedAsSlow).toBe(1)
  })

  it('sends an answer of more than 4 MiB, and what comes behind it in the same turn', async () => {
    const socket = new TestSocket(parts)
    socket.outbox.send('x'.repeat(5_000_000))
    socket.outbox.send('complete')
    while (!socket.written.at(-1)?.includes('complete')) {
      await settle()
      socket.emit('pong', Buffer.from(socket.pings.at(-1) ?? ''))
    }
    expect([messages(socket), socket.closing]).toEqual([50, null])
  })

  it.each([
    ['behind a shorter one', [100_000, 8, 5_000_000, 8]],
    ['behind another', [5_000_000, 8, 5_000_000, 8]],
  ])('sends an answer of more than 4 MiB %s', async (_where, lengths) => {
    const socket = new TestSocket(parts)
    for (const length of lengths) socket.outbox.send('x'.repeat(length))
    const all = lengths.reduce((sum, length) => sum + length) / 100_000
    while (messages(socket) < all && socket.closing === null) {
      await settle()
      socket.emit('pong', Buffer.from(socket.pings.at(-1) ?? ''))
    }
    expect([messages(socket), socket.closing]).toEqual([all, null])
  })

  const half = 'x'.repeat(524_288)

  it('keeps 4 MiB, and the one answer that comes then', async () => {
    const socket = new TestSocket(parts)
    answer(socket, 1)
    await settle()
    let taken = 0
    for (; socket.closing === null; taken += 1) socket.outbox.send(half)
    expect(taken - 1).toBe(9)
  })

  it('keeps 1 MiB for as long as it takes', async () => {
    const socket = new TestSocket(parts)
    answer(socket, 1)
    await settle()
    for (let n = 0; n < 2; n += 1) socket.outbox.send(half)
    vi.advanceTimersByTime(60_000)
    socket.outbox.send('more')
    vi.advanceTimersByTime(5_000)
    socket.outbox.send('more')
    expect(socket.closing).toBeNull()
    vi.advanceTimersByTime(1)
    socket.outbox.send('more')
    expect(socket.closing?.[0]).toBe(1013)
  })

  it('writes first what its reader takes, before it closes for what has waited too long', () => {
    const socket = new TestSocket(parts)
    answer(socket, 11)
    vi.advanceTimersByTime(60_000)
    expect(answer(socket, 1)).toBe(1)
    expect(messages(socket)).toBe(1)
  })

  it('counts no more what its reader has taken, however much that was', async () => {
    const socket = new TestSocket(parts)
    for (let round = 0; round < 5; round += 1) {
      answer(socket, 12)
      while (messages(socket) < 12 * (round + 1)) {
        await settle()
        socket.emit('pong', Buffer.from(socket.pings.at(-1) ?? ''))
      }
      vi.advanceTimersByTime(60_000)
    }
    expect(socket.closing).toBeNull()
  })

  it('closes with 1013 when more than 1 MiB has waited for 5 s', async () => {
    const socket = new TestSocket(parts)
    answer(socket, 12)
    await settle()
    vi.advanceTimersByTime(4_900)
    expect(answer(socket, 1)).toBe(1)
    vi.advanceTimersByTime(200)
    expect(answer(socket, 1)).toBe(0)
    expect(socket.closing?.[0]).toBe(1013)
  })
})
