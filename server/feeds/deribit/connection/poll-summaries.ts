import type { Clock } from '../../../lib/clock.js'

export interface SummaryPollOptions {
  readonly clock: Clock
  readonly everyMs: number
  /** Asks for the book summary of a currency. Answers false when there was no answer. */
  ask(currency: string): Promise<boolean>
}

/**
 * Asks for the book summaries of all currencies, one after the other, evenly spread over `everyMs`. It never asks for
 * two at a time. After each failure it slows down, to a tenth of the pace at most. Ends when aborted.
 */
export async function pollSummaries(
  currencies: readonly string[],
  { clock, everyMs, ask }: SummaryPollOptions,
  signal: AbortSignal,
): Promise<void> {
  const stepMs = everyMs / currencies.length
  let slowness = 1
  while (!signal.aborted) {
    for (const currency of currencies) {
      const startedMs = clock.now()
      const worked = await ask(currency)
      slowness = worked ? 1 : Math.min(slowness * 2, 10)
      const tookMs = Math.max(0, clock.now() - startedMs)
      await clock.sleep(Math.max(0, stepMs * slowness - tookMs), signal)
      if (signal.aborted) return
    }
  }
}
