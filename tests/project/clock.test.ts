import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const dayMs = 86_400_000

/** What a process under the moved clock prints. */
function underMovedClock(aheadMs: number, program: string): unknown {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      '--import',
      './tests/support/shifted-date.ts',
      '--eval',
      `console.log(JSON.stringify(${program}))`,
    ],
    { env: { ...process.env, TEST_CLOCK_AHEAD_MS: String(aheadMs), TZ: 'Australia/Lord_Howe' }, encoding: 'utf8' },
  )
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

describe('the clock of the second run', () => {
  it('moves what reads the present, and nothing that is given a time', () => {
    const { aheadDays, fresh, given, isDate, offset } = underMovedClock(
      200 * dayMs,
      `{
        aheadDays: Math.round((Date.now() - performance.timeOrigin) / ${dayMs}),
        fresh: new Date().getTime() - Date.now(),
        given: [new Date(5).getTime(), new Date('2021-03-05').toISOString()],
        isDate: new Date() instanceof Date,
        offset: new Date(2026, 0, 1).getTimezoneOffset(),
      }`,
    ) as { aheadDays: number; fresh: number; given: unknown; isDate: boolean; offset: number }
    expect(aheadDays).toBe(200)
    expect(Math.abs(fresh)).toBeLessThan(dayMs)
    expect(given).toEqual([5, '2021-03-05T00:00:00.000Z'])
    expect(isDate).toBe(true)
    expect(offset).toBe(-660)
  })
})
