import type { Plugin } from 'graphql-yoga'
import { Subscription } from '../fanout/subscription.js'
import type { TransportContext } from './transport-context.js'

/** An answer over HTTP knows that it is one of a subscription, which is left when the answer is over. */
export function useSubscriptionAnswers(): Plugin<TransportContext> {
  return {
    onSubscribe: ({ args }) => ({
      onSubscribeResult({ result }) {
        const { answer } = args.contextValue
        if (!answer || !(result instanceof Subscription)) return
        answer.isSubscription = true
        answer.whenOver(() => result.leave())
      },
    }),
  }
}
