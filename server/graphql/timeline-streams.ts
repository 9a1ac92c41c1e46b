import type { GraphQLSchema } from 'graphql'
import type { EventSource, LiveSource, Sequenced, StateSource } from '../fanout/live-source.js'
import type { ReadGate } from '../lib/read-gate.js'
import { readerOf, type TimelineReaders, type TimelineStreams } from './timeline.js'

/** Has the streams of all subscription fields end with their timelines, and wait while those go to another time. */
export function endWithTimelines(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const { subscribe } = field
    if (!subscribe) continue
    field.subscribe = async (root, args, context: TimelineReaders, info) => {
      const source = (await subscribe(root, args, context, info)) as LiveSource
      const { streams, gate } = readerOf(context, info).timeline
      return streams ? on({ streams, gate }, source) : source
    }
  }
  return schema
}

interface On {
  readonly streams: TimelineStreams
  readonly gate: ReadGate | undefined
}

function on(timeline: On, source: LiveSource): LiveSource {
  const { streams } = timeline
  if (source.kind === 'EVENTS') return { ...source, ...boundTo(streams, source), flow: streams.flow }
  return stateOn(timeline, source)
}

function stateOn({ streams, gate }: On, source: StateSource<Sequenced>): StateSource<Sequenced> {
  const { forPresentAudience: present } = source
  const bound = { ...source, ...boundTo(streams, source), flow: streams.flow, ...(gate && { gate }) }
  return present ? { ...bound, forPresentAudience: () => stateOn({ streams, gate }, present()) } : bound
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
