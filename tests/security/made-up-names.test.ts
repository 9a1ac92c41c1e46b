import { afterEach, expect, it, vi } from 'vitest'
import { KeptBlocks } from '../../server/history/bars/kept-blocks.js'
import { startOpen } from '../support/start-open.js'
import { ask } from '../support/start-server.js'

const longestName = 64

afterEach(() => void vi.restoreAllMocks())

it('a name of an option is not looked for, nor remembered, when it is longer than names are', async () => {
  const lookedFor = vi.spyOn(KeptBlocks.prototype, 'hours')
  await using server = await startOpen({ AGENTS: 'none' })
  const candlesOf = async (strike: string) => {
    const query = '($name: String) { candles(instrument: $name, first: 1) { unit } }'
    const { errors } = await ask(server.httpUrl, `query ${query}`, { name: `BTC-25DEC26-${strike}-C` })
    return errors?.[0]?.extensions?.code
  }
  const longest = () => Math.max(...lookedFor.mock.calls.map(([series]) => series.length))
  expect(await candlesOf('123456')).toBe('UNKNOWN_SYMBOL')
  expect(longest()).toBeGreaterThan(0)
  for (const digits of [longestName, 1_000, 90_000]) expect(await candlesOf('1'.repeat(digits))).toBe('UNKNOWN_SYMBOL')
  expect(longest()).toBeLessThan(2 * longestName)
})
