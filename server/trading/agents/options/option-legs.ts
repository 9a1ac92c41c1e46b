import { parseOptionName } from '../../../domain/instrument-name.js'
import type { OptionInstrument } from '../../../domain/instrument.js'
import type { HeardChain, OptionContract } from '../../../domain/option-chain.js'
import type { Position } from '../../../domain/position.js'
import type { AgentView } from '../trading-agent.js'

/** An option position that has not expired, with what is heard of it. */
export interface OptionLeg {
  readonly position: Position
  readonly option: OptionInstrument
  /** Null when it is not listed, or its chain is stale. */
  readonly contract: OptionContract | null
}

/** The account's options of the agent's currency, by expiry and symbol. Expired ones are left to their delivery. */
export function optionLegs({ positions, market, chains, nowMs }: AgentView): readonly OptionLeg[] {
  const legs: OptionLeg[] = []
  for (const position of positions) {
    const option = parseOptionName(position.symbol)
    if (option === null || option.currency !== market.currency || option.expiryMs <= nowMs) continue
    legs.push({ position, option, contract: findContract(chains, option) })
  }
  return legs.sort((a, b) => a.option.expiryMs - b.option.expiryMs || (a.position.symbol < b.position.symbol ? -1 : 1))
}

function findContract(chains: readonly HeardChain[], { expiryMs, symbol }: OptionInstrument): OptionContract | null {
  const chain = chains.find((one) => one.expiryMs === expiryMs && one.freshness === 'LIVE')
  return chain?.contracts.find((contract) => contract.symbol === symbol) ?? null
}
