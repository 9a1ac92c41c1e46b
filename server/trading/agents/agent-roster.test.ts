import { expect, it } from 'vitest'
import { agentDescriptions, builtInAgents } from './agent-roster.js'

it('makes agents of the currency asked for, each with its own name and model, and says what they do', () => {
  const agents = Object.values(builtInAgents).map((make) => make({ currency: 'ETH' }))
  expect(agents.map(({ currency }) => currency)).toEqual(['ETH', 'ETH', 'ETH', 'ETH'])
  for (const of of ['name', 'model'] as const) expect(new Set(agents.map((agent) => agent[of])).size).toBe(4)
  expect(Object.keys(agentDescriptions)).toEqual(Object.keys(builtInAgents))
})
