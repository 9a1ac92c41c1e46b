import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { admissionFor } from '../../tests/support/admission.js'
import { StreamCounts } from '../metrics/stream-counts.js'
import { Counted, Place } from './counted.js'
import { HeldBytes } from './held-bytes.js'
import { memoryRateLimits } from './memory/memory-rate-limits.js'
import { isUser, networkOf, siteOf, sourceOfAddress, sourceOfUser, unknownSource } from './source.js'

const far = sourceOfAddress('192.0.2.1')
const here = sourceOfAddress('127.0.0.1')
const limit = { any: 2, loopback: 3 }

describe('the source of an address', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1', true],
    ['127.9.9.9', '127.9.9.9', true],
    ['::ffff:127.0.0.1', '127.0.0.1', true],
    ['::ffff:7f00:1', '127.0.0.1', true],
    ['::1', '0:0:0:0::/64', true],
    ['::2', '0:0:0:0::/64', false],
    ['::ff:7f00:1', '0:0:0:0::/64', false],
    ['::ff00:7f00:1', '0:0:0:0::/64', false],
    ['::fffe:7f00:1', '0:0:0:0::/64', false],
    ['1::ffff:7f00:1', '1:0:0:0::/64', false],
    ['192.0.2.1', '192.0.2.1', false],
    ['::ffff:192.0.2.1', '192.0.2.1', false],
    ['2001:db8::1', '2001:db8:0:0::/64', false],
    ['2001:db8:0:0:ffff:ffff:ffff:ffff', '2001:db8:0:0::/64', false],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64', false],
    ['64:ff9b::c000:201', '192.0.2.1', false],
    ['64:ff9b::192.0.2.1', '192.0.2.1', false],
    ['64:ff9b::127.0.0.1', '127.0.0.1', false],
    ['64:ff9b:0:0:0:1:c000:201', '64:ff9b:0:0::/64', false],
    ['2002:c000:201:5::7', '192.0.2.1', false],
    ['2001:0:1234:5678:9abc:def0:3fff:fdfe', '192.0.2.1', false],
    ['fe80::1%eth0', 'fe80:0:0:0::/64', false],
  ])('%s is %s', (address, key, isLoopback) => {
    expect(sourceOfAddress(address)).toEqual({ key, isLoopback })
  })

  it.each([undefined, '', 'nonsense', '1.2.3', '::g', '1::2::3'])('that is none is unknown: %s', (address) => {
    expect(sourceOfAddress(address)).toEqual({ key: 'unknown', isLoopback: false })
  })

  it('is not that of a user, who is on this machine when the address is', () => {
    expect(sourceOfUser('token:a', here)).toEqual({ key: 'user token:a', isLoopback: true })
    expect(sourceOfUser('192.0.2.1', far)).toEqual({ key: 'user 192.0.2.1', isLoopback: false })
  })
})

describe('the network of a source', () => {
  it.each([
    [sourceOfAddress('2001:db8:1:2::3'), '2001:db8::/32'],
    [far, '192.0/16'],
    [sourceOfUser('192.0.2.1', far), 'user 192.0.2.1'],
    [sourceOfUser('a:b:c:d::/64', far), 'user a:b:c:d::/64'],
    [unknownSource, 'unknown'],
  ])('%o is in %s', (source, network) => expect(networkOf(source)).toBe(network))
})

describe('a user among the sources', () => {
  it.each([
    [sourceOfUser('192.0.2.1', far), true],
    [far, false],
    [sourceOfAddress('2001:db8:1:2::3'), false],
    [unknownSource, false],
  ])('%o is one: %s', (source, isOne) => expect(isUser(source)).toBe(isOne))
})

describe('the site of a source', () => {
  it.each([
    [sourceOfAddress('2001:db8:1:2::3'), '2001:db8:1::/48'],
    [far, null],
    [sourceOfUser('a:b:c:d::/64', far), null],
    [unknownSource, null],
  ])('%o is %s', (source, site) => expect(siteOf(source)).toBe(site))
})

describe('things that are counted', () => {
  it('are as many of one site as of 16 sources, and more when one is given back', () => {
    const counted = new Counted({ any: 2, loopback: 2 })
    const take = (network: number, site = 1) => counted.take(sourceOfAddress(`2001:db8:${site}:${network}::1`))
    const taken = Array.from({ length: 32 }, (_, index) => take(index))
    expect(taken).not.toContain(null)
    expect([take(99), take(99, 2)]).toEqual([null, expect.any(Place)])
    taken[0]?.leave()
    expect([take(99), take(99)]).toEqual([expect.any(Place), null])
  })

  it('are as many as the limit of their source, and more when one is given back', () => {
    const counted = new Counted(limit)
    const first = counted.take(far)
    expect(counted.take(far)).not.toBeNull()
    expect(counted.take(far)).toBeNull()
    expect([counted.take(here), counted.take(here), counted.take(here)]).not.toContain(null)
    expect(counted.take(here)).toBeNull()
    first?.leave()
    first?.leave()
    expect(counted.take(far)).not.toBeNull()
    expect(counted.take(far)).toBeNull()
  })
})

describe('held bytes', () => {
  it('are too many for a source, or for all together', () => {
    const held = new HeldBytes({ perSource: { any: 10, loopback: 15 }, inAll: 20 })
    held.add(far, 10)
    expect(held.isOver(far)).toBe(false)
    held.add(far, 1)
    expect([held.isOver(far), held.isOver(here), held.isOverInAll]).toEqual([true, false, false])
    held.add(here, 10)
    expect([held.total, held.isOver(here), held.isOver(unknownSource)]).toEqual([21, true, true])
    held.add(far, -11)
    expect([held.total, held.isOver(far), held.isOver(here)]).toEqual([10, false, false])
    held.clear()
    expect(held.total).toBe(0)
    held.add(here, 20)
    expect([held.isOver(here), held.isOverInAll, held.isOver(far)]).toEqual([true, false, false])
  })

  it('are too many for the networks of one site together, as for those of no other', () => {
    const held = new HeldBytes({ perSource: { any: 10, loopback: 10 }, inAll: 1_000 })
    const network = (site: number, n: number) => sourceOfAddress(`2001:db8:${site}:${n}::1`)
    for (let n = 0; n < 16; n += 1) held.add(network(1, n), 10)
    expect(held.isOver(network(1, 0))).toBe(false)
    held.add(network(1, 16), 1)
    expect([held.isOver(network(1, 16)), held.isOver(network(1, 17)), held.isOver(network(2, 0))]).toEqual([
      true,
      true,
      false,
    ])
    held.add(network(1, 16), -1)
    expect(held.isOver(network(1, 16))).toBe(false)
  })

  it('of two sources that hold all there may be leave an equal part to each other source', () => {
    const held = new HeldBytes({ perSource: { any: 10, loopback: 10 }, inAll: 20 })
    const third = sourceOfAddress('192.0.2.3')
    for (const greedy of [far, sourceOfAddress('192.0.2.2')]) held.add(greedy, 10)
    held.add(third, 6)
    expect([held.isOverInAll, held.isFull(far), held.isFull(third)]).toEqual([true, true, false])
    held.add(third, 1)
    expect(held.isFull(third)).toBe(true)
    held.add(far, -10)
    expect([held.isFull(third), held.isFull(far)]).toEqual([false, false])
  })

  it('are twice as many at most, and one more, however many sources there are', () => {
    const held = new HeldBytes({ perSource: { any: 500, loopback: 500 }, inAll: 1_000 })
    const sources = Array.from({ length: 100 }, (_, n) => sourceOfAddress(`192.0.2.${n}`))
    for (const source of sources) while (!held.isFull(source)) held.add(source, 1)
    expect(held.total).toBe(2_001)
  })

  it('are told of when somebody gives way, to who wants to know', () => {
    const gaveWay: unknown[] = []
    new HeldBytes({ perSource: limit, inAll: 1 }, (source) => gaveWay.push(source)).gaveWay(far)
    expect(gaveWay).toEqual([far])
    new HeldBytes({ perSource: limit, inAll: 1 }).gaveWay(far)
  })
})

describe('what all transports share', () => {
  const kinds = ['incoming', 'bodies', 'operations', 'documents', 'unread'] as const

  it('holds as many bytes of each kind as the settings say, and metrics see them', () => {
    const counts = new StreamCounts()
    const [perAddress, inAll] = [1_100_000, 1_200_000]
    const settings = { LIMIT_HELD_BYTES_PER_ADDRESS: `${perAddress}`, LIMIT_HELD_BYTES: `${inAll}` }
    const admission = admissionFor(settings, counts)
    for (const [index, kind] of kinds.entries()) {
      const held = admission[kind]
      held.add(far, perAddress)
      expect(held.isOver(far)).toBe(false)
      held.add(far, 1 + index)
      expect([held.isOver(far), held.isOverInAll]).toEqual([true, false])
      held.add(here, inAll - perAddress - 1)
      expect(held.isOverInAll).toBe(index > 0)
    }
    const [incoming, bodies, operations, documents, unread] = [0, 1, 2, 3, 4].map((more) => inAll + more)
    expect(counts.heldBytes()).toEqual({ incoming, bodies, operations, documents, unread })
  })

  it.each([
    ['incoming', 'held_incoming'],
    ['bodies', 'held_bodies'],
    ['unread', 'held_unread'],
  ] as const)('counts who gives way because of what is held of %s', (kind, limit) => {
    const counts = new StreamCounts()
    admissionFor({}, counts)[kind].gaveWay(far)
    expect([...counts.refusals]).toEqual([[limit, 1]])
  })

  it('counts who does more than the rates allow, and nobody else', async () => {
    const counts = new StreamCounts()
    const admission = admissionFor({ LIMIT_WRITES_PER_MINUTE: '1' }, counts)
    await admission.take('writes', far)
    expect([...counts.refusals]).toEqual([])
    for (const _ of [1, 2]) await admission.take('writes', far)
    admission.refused('connections', far)
    expect([...counts.refusals]).toEqual([
      ['writes', 2],
      ['connections', 1],
    ])
  })
})

describe('rates', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
  afterEach(() => void vi.useRealTimers())

  it.each([
    ['operations', 'LIMIT_OPERATIONS_PER_SECOND', 1_000],
    ['health', 'LIMIT_OPERATIONS_PER_SECOND', 1_000],
    ['writes', 'LIMIT_WRITES_PER_MINUTE', 60_000],
    ['accounts', 'LIMIT_ACCOUNTS_PER_HOUR', 3_600_000],
    ['new_connections', 'LIMIT_NEW_CONNECTIONS_PER_MINUTE', 60_000],
  ] as const)('of %s are those of %s, and how long to wait is told', async (rate, setting, windowMs) => {
    const admission = admissionFor({ [setting]: '5' })
    expect(await admission.take(rate, far)).toBeNull()
    expect(await admission.take(rate, far, 4)).toBeNull()
    vi.advanceTimersByTime(windowMs / 4)
    expect(await admission.take(rate, far)).toBe(windowMs * 0.75)
    expect(await admission.take(rate, here)).toBeNull()
    expect(await admission.take(rate, sourceOfUser('a', far))).toBeNull()
    vi.advanceTimersByTime(windowMs * 0.75)
    expect(await admission.take(rate, far)).toBeNull()
  })

  it('tell so many sources of a window apart, and count further ones of a provider as one; users are always apart', async () => {
    const { limits } = admissionFor({ LIMIT_WRITES_PER_MINUTE: '1' })
    const rates = memoryRateLimits(limits, 2)
    const take = (n: number, provider = '2001:db8') => rates.take('writes', sourceOfAddress(`${provider}:0:${n}::1`), 1)
    expect([await take(1), await take(2), await take(3)]).toEqual([null, null, null])
    expect([await take(4), await take(1), await take(4, '2001:db9')]).toEqual([60_000, 60_000, null])
    expect(await rates.take('writes', sourceOfUser('a', far), 1)).toBeNull()
    expect(await rates.take('writes', sourceOfUser('b', far), 1)).toBeNull()
    vi.advanceTimersByTime(60_000)
    expect([await take(4), await take(1), await take(2), await take(3)]).toEqual([null, null, null, 60_000])
  })

  it.each([
    ['a window later', 60_000, true],
    ['less than a window later', 59_999, false],
    ['when the clock was set back', -1, true],
  ])('tell other sources apart %s: %s ms, %s', async (_when, passedMs, isAnew) => {
    const { limits } = admissionFor({ LIMIT_WRITES_PER_MINUTE: '1' })
    const rates = memoryRateLimits(limits, 2)
    const take = (n: number) => rates.take('writes', sourceOfAddress(`2001:db8:0:${n}::1`), 1)
    for (const n of [1, 2]) await take(n)
    vi.setSystemTime(Date.now() + passedMs)
    expect([await take(3), await take(4)]).toEqual([null, isAnew ? null : 60_000])
  })

  it('are those of 16 sources for a site, however many networks it has', async () => {
    const admission = admissionFor({ LIMIT_WRITES_PER_MINUTE: '2' })
    const take = (network: number, site = 1) =>
      admission.take('writes', sourceOfAddress(`2001:db8:${site}:${network}::1`))
    for (let count = 0; count < 32; count += 1) expect(await take(count)).toBeNull()
    expect([await take(99), await take(99, 2)]).toEqual([60_000, null])
  })

  it('are answered in the order of the questions', async () => {
    const admission = admissionFor({ LIMIT_OPERATIONS_PER_SECOND: '1' })
    const answered: number[] = []
    await Promise.all(
      [0, 1, 2, 3].map(async (n) => {
        await admission.take('operations', far)
        answered.push(n)
      }),
    )
    expect(answered).toEqual([0, 1, 2, 3])
  })
})
