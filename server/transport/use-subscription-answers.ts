import type { Plugin } from 'graphql-yoga'
import { Subscription } from '../fanout/subscription.js'
import type { TransportContext } from './transport-context.js'

/** Tells an HTTP answer that it belongs to a subscription, and leaves the subscription when the answer is over. */
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
