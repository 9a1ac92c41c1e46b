/** The agents that need nothing but a currency, by the name that configuration knows them by. */
export const builtInAgentNames = ['momentum', 'vol-seller', 'mean-reversion', 'buy-and-hold'] as const

export type BuiltInAgentName = (typeof builtInAgentNames)[number]

/** The agent that asks a language model. */
export const llmAgentName = 'llm'
