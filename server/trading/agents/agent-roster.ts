import type { BuiltInAgentName } from '../../domain/agent.js'
import { buyAndHoldAgent } from './buy-and-hold/buy-and-hold-agent.js'
import { meanReversionAgent } from './mean-reversion/mean-reversion-agent.js'
import { momentumAgent } from './momentum/momentum-agent.js'
import type { TradingAgent } from './trading-agent.js'
import { volSellerAgent } from './vol-seller/vol-seller-agent.js'

/** Makes a new agent without memory; one of it trades one account. */
export const builtInAgents: Readonly<
  Record<BuiltInAgentName, (options: { readonly currency: string }) => TradingAgent>
> = {
  momentum: momentumAgent,
  'vol-seller': volSellerAgent,
  'mean-reversion': meanReversionAgent,
  'buy-and-hold': buyAndHoldAgent,
}

/** What each of them does, in one line for people. */
export const agentDescriptions: Readonly<Record<BuiltInAgentName, string>> = {
  momentum: 'Follows the trend of the perpetual, with a stop and a target.',
  'vol-seller': 'Sells strangles one to five weeks out and hedges their delta with the perpetual.',
  'mean-reversion': 'Sells or buys straddles when implied volatility is rich or cheap against realized.',
  'buy-and-hold': 'The benchmark: buys the perpetual without leverage and keeps it.',
}
