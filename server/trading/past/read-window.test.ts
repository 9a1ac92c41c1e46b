import { expect, it } from 'vitest'
import type { AccountVersions } from '../../storage/account-versions.js'
import type { RecordLog } from '../../storage/journal.js'
import { noRecords } from '../../storage/no-records.js'
import { readWindow } from './read-window.js'

type FillLog = Pick<RecordLog<{ readonly id: string }, object>, 'newestFirst'>

/** A past that has nothing but fills. */
function pastWith(newestFirst: FillLog['newestFirst']): AccountVersions {
  const fills = { ...noRecords.fills, newestFirst }
  return {
    recordsAt: () => ({ ...noRecords, fills }),
    between: () => Promise.resolve([]),
  } as unknown as AccountVersions
}

const span = { afterMs: 1_000, untilMs: 2_000 }
const fill = (id: string, recordedAtMs: number) => ({ id, accountId: 'a', recordedAtMs })

it('has the events of all pages, oldest first', async () => {
  const pages = new Map([
    [undefined, { items: [fill('third', 1_900), fill('second', 1_500)], hasMore: true }],
    ['second', { items: [fill('first', 1_001)], hasMore: false }],
  ])
  const { events } = await readWindow(
    pastWith((_filter, { after }) => Promise.resolve(pages.get(after) ?? 'UNKNOWN_CURSOR')),
    span,
  )
  expect(events.map(({ recordedAtMs }) => recordedAtMs)).toEqual([1_001, 1_500, 1_900])
})

it('rejects when a page cannot go on from the one before, and answers no part of the events', async () => {
  const past = pastWith((_filter, { after }) =>
    Promise.resolve(after === undefined ? { items: [fill('third', 1_900)], hasMore: true } : 'UNKNOWN_CURSOR'),
  )
  await expect(readWindow(past, span)).rejects.toThrow('The fill third was read and is gone: the past has changed')
})
