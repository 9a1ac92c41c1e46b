import type { Plugin } from 'graphql-yoga'
import type { Sessions } from '../../auth/sessions.js'
import { Subscription } from '../../fanout/subscription.js'
import { apiError } from '../../graphql/errors.js'
import { sayEnd } from './session-end.js'
import type { TransportContext } from './transport-context.js'

/**
 * Tells an HTTP answer that it belongs to a subscription. Leaves the subscription when the answer is over, and ends it
 * with an error when the token of its viewer does.
 */
export function useSubscriptionAnswers(sessions: Sessions): Plugin<TransportContext> {
  return {
    onSubscribe: ({ args }) => ({
      onSubscribeResult({ result }) {
        const { answer, viewer } = args.contextValue
        if (!answer || !viewer || !(result instanceof Subscription)) return
        answer.isSubscription = true
        answer.waitingBytes = () => result.waitingBytes
        const session = sessions.begin(viewer, (why) => result.end(apiError('UNAUTHENTICATED', sayEnd(why))))
        answer.whenOver(() => {
          session.leave()
          result.leave()
        })
      },
    }),
  }
}
