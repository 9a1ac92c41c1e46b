import { randomUUID } from 'node:crypto'
import type { Decision } from '../../server/domain/decision.js'
import type { Services } from '../../server/graphql/context.js'
import { decision } from './builders.js'

/** Commits a decision and then announces it, as the trading desk does. */
export async function commitDecision(
  { journal, bus }: Pick<Services, 'journal' | 'bus'>,
  fields: Partial<Decision>,
): Promise<Decision> {
  const { seq: _seq, recordedAtMs: _recordedAtMs, ...record } = decision({ id: randomUUID(), ...fields })
  const { decisions } = await journal.commit({ accountId: record.accountId, decisions: [record] })
  const [committed] = decisions
  if (!committed) throw new Error('The journal answered without the decision')
  bus.publish('decision', committed.accountId, committed)
  return committed
}
