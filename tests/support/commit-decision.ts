import { randomUUID } from 'node:crypto'
import type { AppServices } from '../../server/compose/app.js'
import type { Decision } from '../../server/domain/decision.js'
import { decision } from './builders.js'
import { commitAndTell } from './commit-and-tell.js'

/** Commits a decision and then tells the readers, as the trading desk does. */
export async function commitDecision(
  services: Pick<AppServices, 'journal' | 'bus'>,
  fields: Partial<Decision>,
): Promise<Decision> {
  const { seq: _seq, recordedAtMs: _recordedAtMs, ...record } = decision({ id: randomUUID(), ...fields })
  const { decisions } = await commitAndTell(services, { accountId: record.accountId, decisions: [record] })
  const [committed] = decisions
  if (!committed) throw new Error('The journal answered without the decision')
  return committed
}
