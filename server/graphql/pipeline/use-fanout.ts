import type { Plugin } from 'graphql-yoga'
import type { Subscribe } from './subscribe.js'

/** Has Yoga begin subscriptions as every transport does. */
export function useFanout(subscribe: Subscribe): Plugin {
  return {
    onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribe),
  }
}
