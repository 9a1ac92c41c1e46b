import { expect, it } from 'vitest'
import { recordingId } from './recording-id.js'

it.each([
  [
    'what a simulated market was recorded as',
    { source: 'SIMULATED', world: 'hash-of-the-seed' },
    false,
    'SIMULATED:W7',
  ],
  ['a simulated market that was imported', { source: 'SIMULATED', world: 'w7' }, true, 'SIMULATED:w7'],
  ['what was recorded of Deribit', { source: 'DERIBIT', world: 'www.deribit.com' }, false, 'DERIBIT:www.deribit.com'],
  ['frames that were imported', { source: 'DERIBIT', world: 'first-day' }, true, 'DERIBIT:first-day'],
] as const)('%s has an id that does not give a seed away', (_what, market, isImported, id) => {
  expect(recordingId({ market, isImported, number: 7 })).toBe(id)
})
