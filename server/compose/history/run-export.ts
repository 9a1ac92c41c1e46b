import { extname } from 'node:path'
import { CsvSink } from '../../history/exports/csv-sink.js'
import { exportMarket, nothingExported, type ExportPlace } from '../../history/exports/export-market.js'
import type { ExportFile, ExportSink } from '../../history/exports/export-sink.js'
import { LinesSink } from '../../history/exports/lines-sink.js'
import { ParquetSink } from '../../history/exports/parquet-sink.js'
import type { HistoryReader, KnownMarket, TimeSpan } from '../../history/market-history.js'
import { recordingId } from '../../history/recording-id.js'
import { openSegment } from '../../history/segment/read-segment.js'
import { UnreadableSegment } from '../../history/segment/segment-frame.js'
import { iso } from '../../lib/iso.js'
import { ProgressBar, type Terminal } from '../progress-bar.js'
import type { StartError } from '../start-error.js'
import { findRecording } from './find-recording.js'
import { wrong, type HistoryCommand } from './history-command.js'
import { interrupted, PartFile, type PartState } from './part-file.js'
import { counted, sayBytes } from './say.js'

export interface ExportRun {
  readonly command: Extract<HistoryCommand, { kind: 'export' }>
  readonly markets: HistoryReader
  readonly terminal: Terminal
}

/** The formats, by the end of a file's name. */
const sinks: Readonly<Record<string, (file: ExportFile, header: Header, place: unknown) => ExportSink>> = {
  '.parquet': (file, { source }, place) => new ParquetSink(file, source, place),
  '.csv': (file, { source }) => new CsvSink(file, source),
  '.ndjson': (file, header, place) => new LinesSink(file, header, place),
  '.jsonl': (file, header, place) => new LinesSink(file, header, place),
}

type Header = ConstructorParameters<typeof LinesSink>[1]

/** Exports a range and answers what to say of it. Rejects with an error that says why not, and goes on from there when it is run again. */
export async function runExport({ command, markets, terminal }: ExportRun, signal: AbortSignal): Promise<string> {
  const { out } = command
  const sinkOf = sinks[extname(out)]
  if (!sinkOf) throw wrong(`--out ${out} names no format: its name ends with one of ${Object.keys(sinks).join(', ')}`)
  const known = findRecording(await markets.markets(), command.id)
  const { market, range } = known
  const id = recordingId(known)
  const before = await interrupted(out)
  const span = spanOf(command, known, before)
  if (before && (before.id !== id || before.fromMs !== span.fromMs || before.toMs !== span.toMs)) {
    throw notToFinish(out, before, known)
  }
  await using file = await PartFile.open(out, before?.bytes ?? 0)
  const bar = new ProgressBar('Exporting', terminal)
  const onReached = (timeMs: number) =>
    bar.reached((timeMs - span.fromMs) / (span.toMs - span.fromMs), `${iso(timeMs)}  ${sayBytes(file.bytes)}`)
  if (before) terminal.write(`Going on from ${iso(before.place.doneMs)}, where the export was interrupted\n`)
  try {
    const header = { source: market.source, currencies: await currenciesIn(markets, known, span) }
    const sink = sinkOf(file, header, before?.sink)
    const onWritten = (place: ExportPlace) => file.keep({ id, ...span, place, sink: sink.place() })
    const parts = { reader: markets, market, span, sink, onWritten, onReached }
    const done = await exportMarket(parts, before?.place ?? nothingExported(span.fromMs), signal)
    if (done.events === 0) throw wrong(`nothing is recorded of ${id} from ${iso(span.fromMs)} to ${iso(span.toMs)}`)
    await file.complete()
    bar.reached(1)
    return `Exported ${id} from ${iso(span.fromMs)} to ${iso(span.toMs)}: ${counted(done.events, 'event')}, ${counted(done.holes, 'hole')}, ${sayBytes(file.bytes)} in ${out}`
  } catch (error) {
    throw whyNot(error, id, range)
  } finally {
    bar.end()
  }
}

type Command = ExportRun['command']

function spanOf({ fromMs, toMs }: Command, known: KnownMarket, before: TimeSpan | null): TimeSpan {
  const { range } = known
  const span = {
    fromMs: Math.max(range.fromMs, fromMs ?? before?.fromMs ?? range.fromMs),
    toMs: Math.min(range.toMs, toMs ?? before?.toMs ?? range.toMs),
  }
  if (span.toMs > span.fromMs) return span
  throw wrong(
    `${recordingId(known)} is recorded from ${iso(range.fromMs)} to ${iso(range.toMs)}: name a range in it by --from and --to`,
  )
}

function notToFinish(out: string, before: PartState, known: KnownMarket): StartError {
  const { range } = known
  const what = `${before.id} from ${iso(before.fromMs)} to ${iso(before.toMs)}`
  if (before.id === recordingId(known) && before.fromMs < range.fromMs) {
    return wrong(
      `${out}.part is of ${what}, and cannot be finished: what is recorded begins at ${iso(range.fromMs)} by now. Remove the file, then export what is left`,
    )
  }
  return wrong(`${out}.part is of another export, ${what}: finish that one, remove the file, or name another as --out`)
}

/** Those that the first key frame and the last one know. */
async function currenciesIn(
  markets: HistoryReader,
  { market }: KnownMarket,
  span: TimeSpan,
): Promise<readonly string[]> {
  const currencies = new Set<string>()
  for (const fromMs of [span.fromMs, span.toMs - 1]) {
    for await (const { pieces } of markets.segments(market, { ...span, fromMs })) {
      const keyFrame = pieces[0] && openSegment(pieces[0]).keyFrame()
      for (const { currency } of keyFrame?.currencies ?? []) currencies.add(currency)
      break
    }
  }
  return [...currencies]
}

function whyNot(error: unknown, id: string, range: TimeSpan): unknown {
  if (!(error instanceof UnreadableSegment)) return error
  return wrong(
    `${id} is damaged. ${error.message}. "npm run history -- verify ${id}" lists what is damaged; export around it by --from and --to, within ${iso(range.fromMs)} to ${iso(range.toMs)}`,
  )
}
