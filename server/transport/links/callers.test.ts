import { describe, expect, it } from 'vitest'
import { admissionFor } from '../../../tests/support/admission.js'
import { anonymousViewer, viewerOf } from '../../auth/viewer.js'
import { Place } from '../../limits/counted.js'
import { unknownSource } from '../../limits/source.js'
import { StreamCounts } from '../../metrics/stream-counts.js'
import { callerOf, operationRefusal, takeSubscription } from './callers.js'

const source = { key: '192.0.2.1', isLoopback: false }
const viewer = viewerOf('token:1', [])

describe('who sent an operation', () => {
  it.each([
    ['an address, of one who sent no credentials', { source, viewer: anonymousViewer([]) }],
    ['an address, of one who is not known yet', { source }],
  ])('is %s', (_what, context) => {
    expect(callerOf(context)).toEqual({ isAnonymous: true, source })
  })

  it('is a user with a token, whatever the address', () => {
    const user = { key: 'user token:1', isLoopback: false }
    expect(callerOf({ source, viewer })).toEqual({ isAnonymous: false, source: user })
    expect(callerOf({ source: { ...source, key: '192.0.2.2' }, viewer }).source).toEqual(user)
  })

  it('is an address that is not known, when a transport tells none', () => {
    expect(callerOf({})).toEqual({ isAnonymous: true, source: unknownSource })
  })
})

describe('operations', () => {
  it('are refused above the limit, which the refusal names', async () => {
    const admission = admissionFor({ LIMIT_OPERATIONS_PER_SECOND: '3' })
    const caller = callerOf({ source })
    expect(await operationRefusal(admission, caller, 2)).toBeNull()
    expect(await operationRefusal(admission, caller)).toBeNull()
    const refusal = await operationRefusal(admission, caller)
    expect(refusal?.extensions.code).toBe('RATE_LIMITED')
    expect(refusal?.message).toContain('at most 3 a second')
  })
})

describe('subscriptions', () => {
  const most = 2
  const limited = (counts?: StreamCounts) => admissionFor({ LIMIT_SUBSCRIPTIONS_PER_SOURCE: `${most}` }, counts)

  it.each([
    ['address', { source }],
    ['user', { source, viewer }],
  ])('are refused above the limit, which the refusal names, and told apart by %s', (whose, context) => {
    const counts = new StreamCounts()
    const admission = limited(counts)
    const caller = callerOf(context)
    for (let count = 0; count < most; count += 1) expect(takeSubscription(admission, caller)).toBeInstanceOf(Place)
    expect([...counts.refusals]).toEqual([])
    expect(takeSubscription(admission, caller)).toMatchObject({
      message: expect.stringMatching(new RegExp(`${whose}.*\\b${most} subscriptions`)) as string,
      extensions: { code: 'TOO_MANY_OPERATIONS', allowed: { max: most, unit: 'subscriptions' } },
    })
    expect([...counts.refusals]).toEqual([['subscriptions', 1]])
    expect(takeSubscription(admission, callerOf({ source: { ...source, key: 'other' } }))).toBeInstanceOf(Place)
  })

  it('make room when they are left', () => {
    const admission = limited()
    const [place] = [
      takeSubscription(admission, callerOf({ source })),
      takeSubscription(admission, callerOf({ source })),
    ]
    if (place instanceof Place) place.leave()
    expect(takeSubscription(admission, callerOf({ source }))).toBeInstanceOf(Place)
  })
})
