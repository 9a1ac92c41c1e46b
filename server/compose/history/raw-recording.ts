import type { LeftOut } from '../../domain/recording.js'
import { createMapper } from '../../feeds/deribit/language/mapper.js'
import { recordedMoments } from '../../feeds/replay/recorded-moments.js'
import { scanRecording } from '../../feeds/replay/scan-recording.js'
import type { ImportSource } from '../../history/imports/import-source.js'
import type { MarketStep } from '../../history/market-step.js'
import { FileFault } from '../../lib/file-fault.js'
import { iso } from '../../lib/iso.js'
import { ignoredWords } from './ignored-words.js'

/** A recording of the frames of Deribit. Rejects with a `FileFault`, or with an error that names the file. */
export async function openRawRecording(file: string, onRead: (bytes: number) => void): Promise<ImportSource> {
  const scan = await scanRecording(file, onRead)
  const { facts, brokenLine, withoutIndex, currencies } = scan
  if (brokenLine !== null) {
    throw new FileFault(
      { file, line: brokenLine },
      'no recorder writes such a line: a frame of the exchange, alone or after the time of its receipt. Mend or remove the line, then import again',
    )
  }
  const mapper = createMapper({ indexFromTickers: withoutIndex })
  async function* steps(onBytes: (bytes: number) => void): AsyncGenerator<MarketStep> {
    let lastMs = -Infinity
    for await (const { timeMs, isBeginning, events, line } of recordedMoments(scan, mapper, onBytes)) {
      if (isBeginning && lastMs > timeMs) throw goesBack(file, line, lastMs, timeMs)
      lastMs = timeMs
      for (const event of events) yield { kind: 'event', timeMs, event }
    }
  }
  const leftOut = () => [
    ...Object.entries(words).map(([why, what]) => ({ count: facts.leftOut[why as LeftOut], what })),
    // Dates that cannot be were counted as the file was looked through.
    ...ignoredWords({ ...mapper.counts.ignored, time: 0 }),
  ]
  return { file, bytes: scan.file.bytes, source: 'DERIBIT', currencies, steps, leftOut }
}

function goesBack(file: string, line: number, lastMs: number, timeMs: number): FileFault {
  return new FileFault(
    { file, line },
    `the recording goes back from ${iso(lastMs)} to ${iso(timeMs)}. Split it before this line, and import each part under a name of its own`,
  )
}

const words: Readonly<Record<LeftOut, string>> = {
  unread: 'lines with something else than a frame that we know',
  cutOff: 'a last line that is cut off',
  undated: 'frames without a date before the first one with a date',
  misdated: 'frames and rows with a date that cannot be',
  outOfOrder: 'frames older than those before them (kept, at the time of those)',
}
