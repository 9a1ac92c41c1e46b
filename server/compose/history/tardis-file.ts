import { createMapper } from '../../feeds/deribit/language/mapper.js'
import type { ListedSoFar } from '../../feeds/tardis/listed-so-far.js'
import { readTardis, scanTardis } from '../../feeds/tardis/read-tardis.js'
import type { ImportSource } from '../../history/imports/import-source.js'
import type { MarketStep } from '../../history/market-step.js'
import type { LineFile } from '../../lib/line-file.js'
import { ignoredWords } from './ignored-words.js'

/** A file of tardis.dev. `listed`: the instruments of all files that are imported together. Rejects with a `FileFault`. */
export async function openTardisFile(
  file: LineFile,
  listed: ListedSoFar,
  onRead: (bytes: number) => void,
): Promise<ImportSource> {
  const scan = await scanTardis(file, onRead)
  const { header, currencies } = scan
  const mapper = createMapper({ indexFromTickers: new Set(currencies) })
  async function* steps(onBytes: (bytes: number) => void): AsyncGenerator<MarketStep> {
    for await (const { timeMs, events } of readTardis(file, scan, { mapper, listed, onRead: onBytes })) {
      for (const event of events) yield { kind: 'event', timeMs, event }
    }
  }
  const unknown = { count: header.unknown.length, what: `columns that are not read: ${header.unknown.join(', ')}` }
  const leftOut = () => [...ignoredWords(mapper.counts.ignored), unknown]
  return { file: file.path, bytes: file.bytes, source: 'DERIBIT', currencies, steps, leftOut }
}
