import type { GraphQLError } from 'graphql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { admissionFor } from '../../../tests/support/admission.js'
import { mustExist } from '../../graphql/must-exist.js'
import type { Admission } from '../../limits/admission.js'
import { sourceOfAddress, sourceOfUser } from '../../limits/source.js'
import { StreamCounts } from '../../metrics/stream-counts.js'
import type { SocketOutbox } from '../socket/socket-outbox.js'
import type { RunningOperation } from './running-operation.js'
import { maxOperationBytes, maxOperations, SocketGuard } from './socket-guard.js'

const source = sourceOfAddress('10.0.0.1')
const anonymous = { isAnonymous: true, source }
const user = { isAnonymous: false, source: sourceOfUser('u', source) }

let closed: unknown[]
let isOpen: boolean
let counts: StreamCounts
let admission: Admission
let guard: SocketGuard

function guardWith(env: Record<string, string> = {}): SocketGuard {
  counts = new StreamCounts()
  admission = admissionFor(env, counts)
  return (guard = socketOf(admission))
}

const outbox = {
  get isOpen() {
    return isOpen
  },
  closeAtFault: (...close: unknown[]) => void closed.push(close),
}
const socketOf = (admission: Admission) =>
  new SocketGuard({ admission, source, outbox: outbox as unknown as SocketOutbox })

const refused = () => Object.fromEntries(counts.refusals)
let nextId = 0
const begin = (id = `${(nextId += 1)}`, bytes = 1, one = guard) => {
  let begun: RunningOperation | undefined
  one.begin(id, bytes, (operation) => (begun = operation))
  return mustExist(begun, 'operation')
}
const said = (error: GraphQLError | null) => error && [error.message, error.extensions.allowed]

beforeEach(() => {
  closed = []
  isOpen = true
  guardWith()
})

describe('the messages of a socket', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] })
    guardWith({ LIMIT_MESSAGES_PER_MINUTE: '1200' })
  })
  afterEach(() => void vi.useRealTimers())

  const send = (count: number) => Array.from({ length: count }, () => guard.takesMessage())

  it('are taken up to the limit of a minute; the next one closes it, saying when to come back', () => {
    vi.advanceTimersByTime(15_000)
    expect(new Set(send(1_200))).toEqual(new Set([true]))
    expect(closed).toEqual([])
    expect(guard.takesMessage()).toBe(false)
    expect(closed).toEqual([[4429, 'Too many messages: at most 1,200 a minute; connect again in 45 s']])
    expect(refused()).toEqual({ messages: 1 })
  })

  it('are counted anew with each minute', () => {
    for (const afterMs of [0, 60_000, 60_000]) {
      vi.advanceTimersByTime(afterMs)
      expect(send(1_200)).not.toContain(false)
    }
    vi.advanceTimersByTime(59_999)
    expect(guard.takesMessage()).toBe(false)
  })

  it('are too much when they come on and on although the share of time is used up', () => {
    guard.sendsTooMuch()
    expect(closed).toEqual([[4429, 'Too much sent while the share of time is used up; send less at a time']])
    expect(refused()).toEqual({ messages: 1 })
  })
})

describe('the operations of a socket', () => {
  it('may be a thousand at a time, and as many again as end', () => {
    const operations = Array.from({ length: maxOperations }, (_, n) => begin(String(n)))
    expect(guard.refusal()).toBeNull()
    const last = begin('last')
    expect(said(guard.refusal())).toEqual([
      'This socket runs 1,000 operations already; complete some, or open another socket.',
      { max: 1_000, unit: 'operations' },
    ])
    expect(refused()).toEqual({ held_operations: 1 })
    operations[0]?.end()
    operations[0]?.end()
    expect(guard.refusal()).toBeNull()
    begin('one more')
    expect(guard.refusal()).not.toBeNull()
    last.complete()
    expect(guard.refusal()).toBeNull()
  })

  it('make room as soon as their client has completed them, though they still end', () => {
    for (let n = 0; n <= maxOperations; n += 1) begin(String(n))
    guard.complete('none of them')
    expect(guard.refusal()).not.toBeNull()
    guard.complete('0')
    guard.complete('0')
    expect(guard.refusal()).toBeNull()
    begin('one more')
    expect(guard.refusal()).not.toBeNull()
  })

  it('may have a mebibyte of messages, which count until they have ended', () => {
    const long = begin('a', maxOperationBytes)
    expect(guard.refusal()).toBeNull()
    begin('b', 1)
    expect(said(guard.refusal())).toEqual([
      'This socket runs operations of 1,048,576 bytes already; complete some, or open another socket.',
      { max: 1_048_576, unit: 'bytes' },
    ])
    long.complete()
    expect(guard.refusal()).not.toBeNull()
    long.end()
    expect(guard.refusal()).toBeNull()
  })

  it('close it when a client goes on after two mebibytes of them', () => {
    begin('a', 2 * maxOperationBytes)
    begin('b')
    expect(closed).toEqual([])
    expect(() => begin('c')).toThrow()
    expect(closed).toEqual([[4429, 'Too many operations at a time']])
    expect(refused()).toEqual({ held_operations: 1 })
  })

  it('count for their address, and are refused when it holds too much', () => {
    guardWith({ LIMIT_HELD_BYTES_PER_ADDRESS: '1000' })
    const one = begin('a', 600)
    const other = socketOf(admission)
    expect(other.refusal()).toBeNull()
    expect(admission.operations.total).toBe(600)
    begin('a', 600, other)
    expect(said(other.refusal())?.[0]).toMatch(/^Too many operations of this address, or of all, run at a time/)
    expect(refused()).toEqual({ held_operations: 1 })
    // The socket ends it when it closes, and so does its handling later.
    for (let times = 0; times < 2; times += 1) one.end()
    expect(other.refusal()).toBeNull()
    expect(admission.operations.total).toBe(600)
  })

  it('are known by their ids', () => {
    const operation = begin('a')
    expect(guard.operation('a')).toBe(operation)
    operation.end()
    expect(guard.operation('a')).toBeUndefined()
  })

  it('are all over when it has closed, and nothing of them counts', () => {
    begin('a', 100).complete()
    guard.begin('a', 200, () => expect.unreachable())
    begin('b', 300)
    isOpen = false
    guard.close()
    expect(admission.operations.total).toBe(0)
    expect(guard.operation('a')).toBeUndefined()
    expect(guard.refusal()).toBeNull()
  })
})

describe('an id that is used again', () => {
  const run = vi.fn()
  beforeEach(() => void run.mockClear())

  it('waits for the operation before, which its client has completed', () => {
    const first = begin('a')
    guard.complete('a')
    guard.begin('a', 1, run)
    expect(guard.operation('a')).toBe(first)
    expect(run).not.toHaveBeenCalled()
    first.end()
    expect(run.mock.lastCall).toEqual([guard.operation('a')])
    expect(guard.operation('a')).not.toBe(first)
    expect(closed).toEqual([])
  })

  it('is not used when it is completed while it waits, and may be used again then', () => {
    const first = begin('a')
    guard.complete('a')
    guard.begin('a', 1, () => expect.unreachable())
    guard.complete('a')
    guard.begin('a', 1, run)
    first.end()
    expect(run).toHaveBeenCalledOnce()
    guard.operation('a')?.end()
    expect(admission.operations.total).toBe(0)
  })

  it('is not used when the socket has closed by then', () => {
    const first = begin('a')
    guard.complete('a')
    guard.begin('a', 1, run)
    isOpen = false
    first.end()
    expect(run).not.toHaveBeenCalled()
    expect(admission.operations.total).toBe(0)
  })

  it.each<[string, (() => void)[]]>([
    ['while nobody has completed the operation before', []],
    ['while another one waits already', [() => guard.complete('a'), () => guard.begin('a', 1, run)]],
  ])('closes the socket %s', (_when, before) => {
    begin('a')
    for (const act of before) act()
    expect(closed).toEqual([])
    guard.begin('a', 1, run)
    expect(closed).toEqual([[4409, 'Subscriber for a already exists']])
    expect(run).not.toHaveBeenCalled()
  })
})

describe('the subscriptions of a socket', () => {
  beforeEach(() => {
    guardWith({
      LIMIT_SUBSCRIPTIONS_PER_ANONYMOUS_SOCKET: '2',
      LIMIT_SUBSCRIPTIONS_PER_SOCKET: '3',
      LIMIT_SUBSCRIPTIONS_PER_SOURCE: '4',
    })
  })
  const join = (caller = anonymous, one = guard) => {
    const operation = begin(undefined, 1, one)
    return { operation, refusal: one.subscriptionRefusal(operation, caller) }
  }

  it.each([
    ['nobody knows', anonymous, 2, 'complete some, or connect with a token'],
    ['has a token', user, 3, 'complete some'],
  ])('of a client that %s are limited', (_who, caller, most, fix) => {
    for (let n = 0; n < most; n += 1) expect(join(caller).refusal).toBeNull()
    expect(said(join(caller).refusal)).toEqual([
      `This socket runs ${most} subscriptions already; ${fix}.`,
      { max: most, unit: 'subscriptions' },
    ])
    expect(refused()).toEqual({ held_operations: 1 })
  })

  it('are limited for all sockets of a client together', () => {
    for (const one of [guard, guard, socketOf(admission), socketOf(admission)])
      expect(join(user, one).refusal).toBeNull()
    const fifth = socketOf(admission)
    expect(said(join(user, fifth).refusal)).toEqual([
      'This user runs 4 subscriptions already; complete some.',
      { max: 4, unit: 'subscriptions' },
    ])
    expect(refused()).toEqual({ subscriptions: 1 })
    // A refused one takes no place.
    guard.close()
    for (const one of [fifth, fifth]) expect(join(user, one).refusal).toBeNull()
  })

  it('give their places back when their client completes them, once', () => {
    const [one] = [join(), join()]
    one.operation.complete()
    one.operation.end()
    expect(join().refusal).toBeNull()
    expect(join().refusal).not.toBeNull()
  })

  it('give them back at once when their client completed them before they began', () => {
    for (let n = 0; n < 5; n += 1) {
      const operation = begin()
      operation.complete()
      expect(guard.subscriptionRefusal(operation, anonymous)).toBeNull()
    }
  })
})

describe('the place of a socket among those of its user', () => {
  beforeEach(() => void guardWith({ LIMIT_CONNECTIONS_PER_ADDRESS: '2' }))

  it('is refused when there are too many, saying so', () => {
    for (const one of [guard, socketOf(admission)]) expect(one.userRefusal(user)).toBeNull()
    expect(socketOf(admission).userRefusal(user)).toBe('This user has 2 WebSockets already; try again later')
    expect(refused()).toEqual({ connections: 1 })
  })

  it('is none of a client that nobody knows', () => {
    for (let n = 0; n < 5; n += 1) expect(socketOf(admission).userRefusal(anonymous)).toBeNull()
  })

  it('is left when the socket closes, or goes to another user', () => {
    const other = { isAnonymous: false, source: sourceOfUser('v', source) }
    const [closes, changes] = [socketOf(admission), socketOf(admission)]
    for (const one of [closes, changes]) one.userRefusal(user)
    closes.close()
    expect(guard.userRefusal(user)).toBeNull()
    expect(socketOf(admission).userRefusal(user)).not.toBeNull()
    expect(changes.userRefusal(other)).toBeNull()
    expect(socketOf(admission).userRefusal(user)).toBeNull()
    changes.close()
    for (const one of [socketOf(admission), socketOf(admission)]) expect(one.userRefusal(other)).toBeNull()
  })

  it('stays when the other user has no place for it', () => {
    const other = { isAnonymous: false, source: sourceOfUser('v', source) }
    for (const one of [socketOf(admission), socketOf(admission)]) one.userRefusal(other)
    guard.userRefusal(user)
    expect(guard.userRefusal(other)).not.toBeNull()
    expect(socketOf(admission).userRefusal(user)).toBeNull()
    expect(socketOf(admission).userRefusal(user)).not.toBeNull()
  })
})
