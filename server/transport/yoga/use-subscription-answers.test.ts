import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'
import { ManualClock } from '../../../tests/support/manual-clock.js'
import { Sessions } from '../../auth/sessions.js'
import { viewerOf } from '../../auth/viewer.js'
import { Subscription } from '../../fanout/subscription.js'
import type { Answer } from '../answers/answer.js'
import { useSubscriptionAnswers } from './use-subscription-answers.js'

const leave = vi.fn()
const drop = vi.fn()
const sessions = new Sessions(new ManualClock(0))
const viewer = viewerOf('token:1', [])
const subscription = () => {
  leave.mockClear()
  drop.mockClear()
  return new Subscription({ leave, drop, ownBytes: 7 } as never, {} as never)
}

/** An operation over HTTP, or over another transport where there is no answer, has this result. */
function answered(result: unknown, hasAnswer = true) {
  const events = new EventEmitter()
  const answer = Object.assign(events, {
    isSubscription: false,
    waitingBytes: () => 0,
    whenOver: (act: () => void) => events.once('over', act),
  })
  const contextValue = hasAnswer ? { answer: answer as unknown as Answer, viewer } : { viewer }
  const hooks = useSubscriptionAnswers(sessions).onSubscribe?.({ args: { contextValue } } as never)
  ;(hooks as { onSubscribeResult(payload: object): void }).onSubscribeResult({ result })
  return answer
}

it('an answer of a subscription says so, and leaves it when it is over', () => {
  const answer = answered(subscription())
  expect(answer.isSubscription).toBe(true)
  expect(answer.waitingBytes()).toBe(7)
  expect(leave).not.toHaveBeenCalled()
  answer.emit('over')
  expect(leave).toHaveBeenCalledOnce()
})

it('an answer of errors is none of a subscription', () => {
  expect(answered({ errors: [] }).isSubscription).toBe(false)
})

it('a subscription without an answer over HTTP is left to its transport', () => {
  expect(answered(subscription(), false).isSubscription).toBe(false)
  expect(leave).not.toHaveBeenCalled()
})

it('a subscription ends with an error when the token of its viewer is revoked, unless it was over before', () => {
  const over = answered(subscription())
  over.emit('over')
  sessions.revoke('token:1')
  expect(drop).not.toHaveBeenCalled()
  answered(subscription())
  expect(drop).toHaveBeenCalledExactlyOnceWith({
    error: expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } }) as object,
  })
})
