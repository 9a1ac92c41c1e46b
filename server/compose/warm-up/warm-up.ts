import { msPerHour, msPerMinute, type UnixMs } from '../../domain/units.js'
import type { Journal } from '../../storage/journal.js'
import type { AgentAccount } from '../../trading/open-accounts.js'
import { agentsPast, type AgentsPast, type AgentsPastParts } from './agents-past.js'

/** How long a store is new. A server that was ended in its warm-up begins again within this time, even if there are other accounts. */
const newForMs = 10 * msPerMinute

/**
 * The past that the agents would have, had the server run before its first start. Null when they are to have none: in another
 * market, or in a store that is in use.
 */
export async function planWarmUp(parts: AgentsPastParts): Promise<AgentsPast | null> {
  const { feed, makeAgents, journal, clock } = parts
  if (feed?.kind !== 'simulated' || feed.warmUpHours === 0) return null
  const agents = makeAgents()
  const toMs = clock.now()
  if (agents.length === 0 || !(await isNew(journal, agents, toMs))) return null
  const fromMs = toMs - feed.warmUpHours * msPerHour
  const { seed } = feed
  return agentsPast(parts, {
    kind: 'FIRST_START',
    name: 'Warm-up',
    seed,
    fromMs,
    toMs,
    makeAgents,
    accounts: [],
    place: null,
  })
}

async function isNew(
  journal: Pick<Journal, 'accounts'>,
  agents: readonly AgentAccount[],
  nowMs: UnixMs,
): Promise<boolean> {
  const { readable, unreadable } = await journal.accounts()
  const isOld = readable.some(({ account }) => Math.abs(nowMs - account.openedAtMs) > newForMs)
  return (
    unreadable.length === 0 && !isOld && !readable.some(({ account: { id } }) => agents.some((one) => one.id === id))
  )
}
