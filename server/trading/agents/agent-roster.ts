import type { BuiltInAgentName } from '../../domain/agent.js'
import { buyAndHoldAgent } from './buy-and-hold/buy-and-hold-agent.js'
import { meanReversionAgent } from './mean-reversion/mean-reversion-agent.js'
import { momentumAgent } from './momentum/momentum-agent.js'
import type { TradingAgent } from './trading-agent.js'
import { volSellerAgent } from './vol-seller/vol-seller-agent.js'

/** The built-in agents, by name. Each makes a new agent without memory, which trades one account. */
export const builtInAgents: Readonly<
  Record<BuiltInAgentName, (options: { readonly currency: string }) => TradingAgent>
> = {
  momentum: momentumAgent,
  'vol-seller': volSellerAgent,
  'mean-reversion': meanReversionAgent,
  'buy-and-hold': buyAndHoldAgent,
}
