import type { Topic } from '../event-bus.js'

/**
 * How an event of a topic reaches another node. STATE: as it is, and the newest of each key is kept for who comes later. HINT:
 * its id, and the other node reads the event from the journal. NOWAY: it is of one node.
 */
export const topicTravel = {
  marketData: 'STATE',
  optionChain: 'STATE',
  heardMarket: 'NOWAY',
  heardChain: 'NOWAY',
  expiries: 'STATE',
  expirySummaries: 'STATE',
  instruments: 'STATE',
  performance: 'STATE',
  positions: 'STATE',
  portfolio: 'STATE',
  openOrders: 'STATE',
  account: 'STATE',
  leaderboard: 'STATE',
  status: 'NOWAY',
  decision: 'HINT',
  scoreEvent: 'HINT',
  fill: 'HINT',
  orderEvent: 'HINT',
  closedTrade: 'HINT',
} as const satisfies Readonly<Record<Topic, 'STATE' | 'HINT' | 'NOWAY'>>

type TopicsThat<Way> = { [T in Topic]: (typeof topicTravel)[T] extends Way ? T : never }[Topic]

export type StateTopic = TopicsThat<'STATE'>
export type HintTopic = TopicsThat<'HINT'>

/** Another release may have topics that this one does not know. */
export function isStateTopic(topic: string): topic is StateTopic {
  return topicTravel[topic as Topic] === 'STATE'
}

export function isHintTopic(topic: string): topic is HintTopic {
  return topicTravel[topic as Topic] === 'HINT'
}

/** In the order in which the events of one commit are told. */
export const hintTopics = ['orderEvent', 'fill', 'closedTrade', 'decision', 'scoreEvent'] as const satisfies HintTopic[]
