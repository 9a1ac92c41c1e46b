import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HeldBytes } from '../../limits/held-bytes.js'
import { StreamCounts } from '../../metrics/stream-counts.js'
import { stallMs, StallWatch } from '../links/stall-watch.js'
import { Answer } from './answer.js'
import { Answers } from './answers.js'

const mebibyte = 1_048_576
/** How much may wait for one source. */
const most = mebibyte

let counts: StreamCounts
let stalls: StallWatch
let answers: Answers

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  counts = new StreamCounts()
  stalls = new StallWatch(new HeldBytes({ perSource: { any: most, loopback: most }, inAll: 100 * mebibyte }))
  answers = new Answers(counts, stalls)
})
afterEach(() => {
  stalls[Symbol.dispose]()
  vi.useRealTimers()
})

/** An answer whose head is written, and the connection that it goes out on, with so many bytes in it. */
function answered(headers: Record<string, string | number>, { waiting = 1, isSubscription = false } = {}) {
  const answer = new Answer(new IncomingMessage(new Socket()))
  answer.isSubscription = isSubscription
  const connection = { writableLength: waiting, bytesWritten: waiting }
  answers.add(answer, connection as Socket, { key: 'somebody', isLoopback: false })
  for (const [name, value] of Object.entries(headers)) answer.setHeader(name, value)
  answer.writeHead(200)
  return { answer, connection }
}

const look = () => vi.advanceTimersByTime(1_000)

describe('what waits for the reader of an answer', () => {
  it.each([
    ['all of an answer of the API', { 'content-type': 'application/json', 'content-length': most + 1 }, 1, true],
    ['all of an answer of the API, no less', { 'content-type': 'application/json', 'content-length': most }, 1, false],
    [
      'what the connection holds, of a longer file',
      { 'content-type': 'text/css', 'content-length': 9 * most },
      1,
      false,
    ],
    ['what the connection holds, if it is more', { 'content-type': 'application/json' }, most + 1, true],
    ['what the connection holds, of a file', { 'content-type': 'text/css' }, most + 1, true],
    [
      'nothing, when the connection holds nothing',
      { 'content-type': 'application/json', 'content-length': 9 * most },
      0,
      false,
    ],
  ])('is %s', (_what, headers, waiting, isTooMuch) => {
    const { answer } = answered(headers, { waiting })
    look()
    expect(answer.destroyed).toBe(isTooMuch)
    expect(counts.closedAsSlow).toBe(isTooMuch ? 1 : 0)
  })

  it.each([
    ['all of a long event', 'text/event-stream', true],
    ['what the connection holds, of a long piece of a file', 'text/css', false],
  ])('is %s, though the connection holds little of it', (_what, type, isTooMuch) => {
    const { answer } = answered({ 'content-type': type })
    answer.write(Buffer.alloc(most + 1))
    look()
    expect(answer.destroyed).toBe(isTooMuch)
  })

  it('is also what waits of a subscription', () => {
    const { answer } = answered({ 'content-type': 'text/event-stream' }, { isSubscription: true })
    answer.waitingBytes = () => most - 1
    look()
    expect(answer.destroyed).toBe(false)
    answer.waitingBytes = () => most
    look()
    expect(answer.destroyed).toBe(true)
  })

  it('is looked at soon when long answers begin', () => {
    const { answer } = answered({ 'content-type': 'application/json' }, { waiting: most + 1 })
    expect(answer.destroyed).toBe(false)
    answered({ 'content-type': 'text/css', 'content-length': 4 * mebibyte })
    expect(answer.destroyed).toBe(true)
  })
})

describe('a reader', () => {
  it('takes what leaves the connection, though as much comes in again', () => {
    const { answer, connection } = answered({})
    for (let round = 0; round < 3; round += 1) {
      vi.advanceTimersByTime(stallMs - 1_000)
      connection.bytesWritten += 65_536
    }
    expect(answer.destroyed).toBe(false)
  })

  it('takes nothing when only more comes in', () => {
    const { answer, connection } = answered({})
    for (let second = 0; second < stallMs / 1_000; second += 1) {
      connection.bytesWritten += 1
      connection.writableLength += 1
      look()
    }
    look()
    expect(answer.destroyed).toBe(true)
  })

  it('that is ended counts once', () => {
    answered({})
    vi.advanceTimersByTime(2 * stallMs)
    expect(counts.closedAsSlow).toBe(1)
  })
})

describe('at the end of the server', () => {
  const eventStream = { 'content-type': 'text/event-stream' }

  it('event streams of subscriptions are cut off, those that begin then too, and nothing else', () => {
    const stream = answered(eventStream, { isSubscription: true })
    const others = [answered(eventStream), answered({ 'content-type': 'application/json' }, { isSubscription: true })]
    expect(stream.answer.destroyed).toBe(false)
    answers.cutOffStreams()
    expect(stream.answer.destroyed).toBe(true)
    expect(answered(eventStream, { isSubscription: true }).answer.destroyed).toBe(true)
    expect(others.map(({ answer }) => answer.destroyed)).toEqual([false, false])
  })

  it('a stream that is over is left alone', () => {
    const { answer } = answered(eventStream, { isSubscription: true })
    const destroy = vi.spyOn(answer, 'destroy')
    answer.emit('close')
    answers.cutOffStreams()
    expect(destroy).not.toHaveBeenCalled()
  })
})
