import { beforeEach, describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../../tests/support/manual-clock.js'
import { Sessions } from './sessions.js'
import { anonymousViewer, viewerOf } from './viewer.js'

const noon = Date.UTC(2026, 8, 24, 12)
let clock: ManualClock
let sessions: Sessions
let ended: string[]

beforeEach(() => {
  clock = new ManualClock(noon)
  sessions = new Sessions(clock)
  ended = []
})

const expiring = (inMs: number | null, id = 'token:1') => viewerOf(id, [], inMs === null ? null : noon + inMs)

function begin(name: string, inMs: number | null, id?: string) {
  return sessions.begin(expiring(inMs, id), (why) => ended.push(`${name} ${why}`))
}

describe('what runs for a viewer', () => {
  it('ends when the credentials expire, not before and once', async () => {
    begin('a', 5_000)
    begin('b', 5_000)
    begin('c', 6_000)
    begin('d', null)
    await clock.advance(4_999)
    expect(ended).toEqual([])
    await clock.advance(1)
    expect(ended).toEqual(['a EXPIRED', 'b EXPIRED'])
    await clock.advance(1_000_000)
    expect(ended).toEqual(['a EXPIRED', 'b EXPIRED', 'c EXPIRED'])
  })

  it('ends at once when the credentials have expired already', async () => {
    begin('a', 0)
    begin('b', -1)
    await settle()
    expect(ended).toEqual(['a EXPIRED', 'b EXPIRED'])
  })

  it('lives as long as credentials that last for months', async () => {
    const month = 30 * 86_400_000
    begin('a', 3 * month)
    await clock.advance(3 * month - 1)
    expect(ended).toEqual([])
    await clock.advance(1)
    expect(ended).toEqual(['a EXPIRED'])
  })

  it('is not told when it ended by itself', async () => {
    begin('a', 5_000).leave()
    begin('b', 5_000)
    await clock.advance(10_000)
    sessions.revoke('token:1')
    expect(ended).toEqual(['b EXPIRED'])
  })

  it('goes on when another one of the same credentials is over', async () => {
    const [a] = [begin('a', 5_000), begin('b', 5_000), begin('c', 5_000)]
    a.leave()
    sessions.revoke('token:1')
    expect(ended).toEqual(['b REVOKED', 'c REVOKED'])
    await clock.advance(10_000)
    expect(ended).toHaveLength(2)
  })

  it('keeps no timer when nothing is left that would end', async () => {
    const [a, b] = [begin('a', 5_000), begin('b', 5_000)]
    await settle()
    expect(clock.sleeping).toBe(1)
    a.leave()
    expect(clock.sleeping).toBe(1)
    b.renew(expiring(null))
    expect(clock.sleeping).toBe(0)
    b.renew(expiring(5_000))
    await clock.advance(5_000)
    expect([ended, clock.sleeping]).toEqual([['b EXPIRED'], 0])
  })

  it('is not told when the server stops', async () => {
    begin('a', 5_000)
    begin('b', null)
    sessions[Symbol.dispose]()
    await clock.advance(10_000)
    expect([ended, clock.sleeping]).toEqual([[], 0])
  })

  it('is told once when it leaves because it was told', () => {
    const session = sessions.begin(expiring(5_000), (why) => {
      ended.push(why)
      session.leave()
      sessions.revoke('token:1')
    })
    sessions.revoke('token:1')
    expect(ended).toEqual(['REVOKED'])
  })

  it('goes on with renewed credentials until these end', async () => {
    const session = begin('a', 5_000)
    await clock.advance(4_000)
    session.renew(expiring(9_000, 'token:2'))
    expect(session.viewer.id).toBe('token:2')
    sessions.revoke('token:1')
    await clock.advance(4_999)
    expect(ended).toEqual([])
    await clock.advance(1)
    expect(ended).toEqual(['a EXPIRED'])
  })

  it('does not come back by renewal after it ended', async () => {
    const [expired, left] = [begin('a', 5_000), begin('b', 50_000)]
    left.leave()
    await clock.advance(5_000)
    for (const over of [expired, left]) over.renew(expiring(6_000))
    await clock.advance(100_000)
    expect(ended).toEqual(['a EXPIRED'])
  })

  it('ends when its credentials are revoked, and only then', () => {
    begin('a', 5_000, 'token:1')
    begin('b', null, 'token:1')
    begin('c', null, 'token:2')
    sessions.begin(anonymousViewer([]), (why) => ended.push(`anonymous ${why}`))
    sessions.revoke('token:1')
    expect(ended).toEqual(['a REVOKED', 'b REVOKED'])
  })

  it('ends at once when its credentials were revoked while they were looked up', () => {
    sessions.revoke('token:1')
    begin('a', null)
    expect(ended).toEqual(['a REVOKED'])
  })
})

describe('a viewer who was accepted before', () => {
  it('may begin nothing more when the credentials have expired', async () => {
    const ends = () => [1, 2, null].map((inMs) => sessions.endOf(expiring(inMs)))
    expect(ends()).toEqual([null, null, null])
    await clock.advance(1)
    expect(ends()).toEqual(['EXPIRED', null, null])
  })

  it('may begin nothing more when the credentials were revoked, of which the last 10,000 are known', () => {
    const nth = (n: number) => sessions.endOf(expiring(null, `token:${n}`))
    for (let n = 0; n < 10_000; n += 1) sessions.revoke(`token:${n}`)
    expect([nth(0), nth(9_999), nth(10_000)]).toEqual(['REVOKED', 'REVOKED', null])
    sessions.revoke('token:10000')
    expect([nth(0), nth(1), nth(10_000)]).toEqual([null, 'REVOKED', 'REVOKED'])
  })
})
