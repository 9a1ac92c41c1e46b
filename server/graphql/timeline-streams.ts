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
  return source.kind === 'EVENTS' ? { ...source, ...partsOn(timeline, source) } : stateOn(timeline, source)
}

function stateOn(timeline: On, source: StateSource<Sequenced>): StateSource<Sequenced> {
  const { forPresentAudience: present } = source
  const bound = { ...source, ...partsOn(timeline, source) }
  return present ? { ...bound, forPresentAudience: () => stateOn(timeline, present()) } : bound
}

function partsOn({ streams, gate }: On, source: LiveSource) {
  const { flow, closed, check } = streams
  return { ...boundTo({ closed, check, gate }, source), flow, ...(gate && { gate }) }
}

/** What a source has besides, so that its streams end with something else. */
type Bound = Required<Pick<EventSource<unknown>, 'reader' | 'onWithdrawal'>>

export function boundTo(
  { closed, check, gate }: Pick<TimelineStreams, 'closed' | 'check'> & Partial<Pick<On, 'gate'>>,
  { reader, audience, onWithdrawal }: Pick<LiveSource, 'reader' | 'audience' | 'onWithdrawal'>,
): Bound {
  return {
    reader: {
      audience: () => reader?.audience() ?? audience,
      check: () => {
        check()
        // On its way to a time there may be no accounts.
        if (gate?.isOpen !== false) reader?.check()
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
