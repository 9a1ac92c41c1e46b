import type { GraphQLSchema } from 'graphql'
import type { EventSource, LiveSource, Sequenced, StateSource } from '../fanout/live-source.js'
import { readerOf, type TimelineReaders, type TimelineStreams } from './timeline.js'

/** Has the streams of all subscription fields end with their timelines. */
export function endWithTimelines(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const { subscribe } = field
    if (!subscribe) continue
    field.subscribe = async (root, args, context: TimelineReaders, info) => {
      const source = (await subscribe(root, args, context, info)) as LiveSource
      const { streams } = readerOf(context, info).timeline
      return streams ? endingWith(streams, source) : source
    }
  }
  return schema
}

function endingWith(streams: TimelineStreams, source: LiveSource): LiveSource {
  if (source.kind === 'EVENTS') return { ...source, ...boundTo(streams, source), flow: streams.flow }
  return stateOn(streams, source)
}

function stateOn(streams: TimelineStreams, source: StateSource<Sequenced>): StateSource<Sequenced> {
  const { forPresentAudience: present } = source
  const bound = { ...source, ...boundTo(streams, source), flow: streams.flow }
  return present ? { ...bound, forPresentAudience: () => stateOn(streams, present()) } : bound
}

/** What a source has besides, so that its streams end with something else. */
type Bound = Required<Pick<EventSource<unknown>, 'reader' | 'onWithdrawal'>>

export function boundTo(
  { closed, check }: Pick<TimelineStreams, 'closed' | 'check'>,
  { reader, audience, onWithdrawal }: Pick<LiveSource, 'reader' | 'audience' | 'onWithdrawal'>,
): Bound {
  return {
    reader: {
      audience: () => reader?.audience() ?? audience,
      check: () => {
        check()
        reader?.check()
      },
    },
    onWithdrawal(listener, signal) {
      onWithdrawal?.(listener, signal)
      const end = () => listener()
      closed.addEventListener('abort', end)
      signal.addEventListener('abort', () => closed.removeEventListener('abort', end))
    },
  }
}
