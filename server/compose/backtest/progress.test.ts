import { expect, it } from 'vitest'
import { Progress } from './progress.js'

const day = 86_400_000

/** A run of a day, an hour at a time, of which each takes a second. */
function told(isTTY: boolean) {
  const written: string[] = []
  let nowMs = 0
  const terminal = { isTTY, write: (text: string) => written.push(text) }
  const progress = new Progress({ fromMs: 0, toMs: day, terminal, now: () => nowMs })
  for (let hour = 1; hour <= 24; hour += 1) {
    nowMs = hour * 1_000
    progress.reached(hour * 3_600_000)
  }
  progress.end()
  return { written, summary: progress.summary() }
}

it('is a bar with the speed on a terminal', () => {
  const { written, summary } = told(true)
  expect(written[11]).toBe(`\r[${'#'.repeat(15)}${' '.repeat(15)}] 50 %  3,600 × real time`)
  expect(written.at(-1)).toBe('\n')
  expect(summary).toBe('1.00 days in 24.0 s, 3,600 × real time')
})

it('is a line for each tenth elsewhere', () => {
  const { written } = told(false)
  expect(written.slice(0, 3)).toEqual(['Backtest: 0 %\n', 'Backtest: 10 %\n', 'Backtest: 20 %\n'])
  expect(written).toHaveLength(11)
})
