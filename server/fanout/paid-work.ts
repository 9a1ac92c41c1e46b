import type { FairTurns, TurnAsker } from '../lib/fair-turns.js'

/** Those whom a result is for. */
export interface Payers extends Iterable<TurnAsker> {
  /** Calls the listener when another one comes. Answers a function that ends this. */
  onAnother(listener: () => void): () => void
}

/** Does a part of the work in the time of whoever pays. */
export type Spend = <R>(part: () => R) => R

/**
 * Does work that is for several. The first of them whose shares have paid for all before pays for it. While there is none,
 * the work waits for the turn of one. So nobody waits because somebody else has used much.
 */
export function paidByOne<T>(turns: FairTurns, payers: Payers, work: (spend: Spend) => T | Promise<T>): T | Promise<T> {
  let first: TurnAsker | null = null
  for (const payer of payers) {
    if (turns.hasPaid(payer)) return work((part) => turns.spend(payer, part))
    if (!payer.hasLeft) first ??= payer
  }
  return first === null ? work((part) => part()) : inTurnOf(first)

  async function inTurnOf(payer: TurnAsker): Promise<T> {
    const isFirst = await hasTurn(turns, payers, payer)
    return isFirst ? work((part) => turns.spend(payer, part)) : paidByOne(turns, payers, work)
  }
}

/** Resolves to false when the payer leaves before, or another one comes. */
async function hasTurn(turns: FairTurns, payers: Payers, payer: TurnAsker): Promise<boolean> {
  const { source, connection, isLocal } = payer
  const change = new AbortController()
  const changed = () => change.abort()
  payer.signal.addEventListener('abort', changed)
  const leave = payers.onAnother(changed)
  try {
    await turns.begin({ source, connection, isLocal, hasLeft: false, signal: change.signal })
    return true
  } catch {
    return false
  } finally {
    leave()
    payer.signal.removeEventListener('abort', changed)
  }
}
