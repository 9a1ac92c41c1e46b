/** Settings for tests that make answers long by asking for one thing under many names. */
export const manyNames = { MAX_ALIASES: '10000', MAX_TOKENS: '20000' }
/** The same, at any cost. */
export const anyCost = { ...manyNames, MAX_COST: '10000000' }
