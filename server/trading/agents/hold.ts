import type { HoldDecision } from './trading-agent.js'

/** Leaves everything as it is, and says why. */
export function hold(symbol: string, reasoning: string, confidence: number | null = null): HoldDecision {
  return { action: 'HOLD', symbol, confidence, reasoning }
}
