import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'
import { Subscription } from '../fanout/subscription.js'
import type { Answer } from './answer.js'
import { useSubscriptionAnswers } from './use-subscription-answers.js'

const leave = vi.fn()
const subscription = () => {
  leave.mockClear()
  return new Subscription({ leave } as never, {} as never)
}

/** An operation over HTTP, or over another transport where there is no answer, has this result. */
function answered(result: unknown, hasAnswer = true) {
  const events = new EventEmitter()
  const answer = Object.assign(events, {
    isSubscription: false,
    whenOver: (act: () => void) => events.once('over', act),
  })
  const contextValue = hasAnswer ? { answer: answer as unknown as Answer } : {}
  const hooks = useSubscriptionAnswers().onSubscribe?.({ args: { contextValue } } as never)
  ;(hooks as { onSubscribeResult(payload: object): void }).onSubscribeResult({ result })
  return answer
}

it('an answer of a subscription says so, and leaves it when it is over', () => {
  const answer = answered(subscription())
  expect(answer.isSubscription).toBe(true)
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
