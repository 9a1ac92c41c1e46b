import type { DeribitMapper } from '../../feeds/deribit/language/mapper.js'
import type { IgnoredReason } from '../../feeds/deribit/language/readings.js'
import type { LeftOutOfFile } from '../../history/imports/import-source.js'

const words: Readonly<Record<IgnoredReason, string>> = {
  channel: 'frames of channels that are not kept, such as order books and trades',
  message: 'answers and signals without values',
  shape: 'frames of a shape that we do not know',
  instrument: 'frames and rows about other instruments than options and perpetuals',
  value: 'values that cannot be believed (kept as unknown)',
  time: 'frames and rows with a date that cannot be',
}

/** What a mapper left out, and how often, for people. */
export function ignoredWords(ignored: DeribitMapper['counts']['ignored']): readonly LeftOutOfFile[] {
  return Object.entries(words).map(([why, what]) => ({ count: ignored[why as IgnoredReason], what }))
}
