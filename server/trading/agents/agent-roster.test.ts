import { expect, it } from 'vitest'
import { builtInAgents } from './agent-roster.js'

it('makes agents of the currency asked for, each with its own name and model', () => {
  const agents = Object.values(builtInAgents).map((make) => make({ currency: 'ETH' }))
  expect(agents.map(({ currency }) => currency)).toEqual(agents.map(() => 'ETH'))
  for (const of of ['name', 'model'] as const)
    expect(new Set(agents.map((agent) => agent[of])).size).toBe(agents.length)
})
