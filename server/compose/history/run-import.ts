import { statSync } from 'node:fs'
import type { Config } from '../../config/config.js'
import { mostInstruments, TooManyInstruments } from '../../history/imports/cut-segments.js'
import { importMarket, ImportTooLarge, type ImportSummary } from '../../history/imports/import-market.js'
import type { ImportSource, LeftOutOfFile } from '../../history/imports/import-source.js'
import { MarketInUse, type MarketImports } from '../../history/market-imports.js'
import { idByWorld } from '../../history/recording-id.js'
import { iso } from '../../lib/iso.js'
import { ProgressBar, type Terminal } from '../progress-bar.js'
import { wrong, type HistoryCommand } from './history-command.js'
import { openSources } from './open-sources.js'
import { count, counted, sayBytes, sayDuration } from './say.js'

export interface ImportRun {
  readonly command: Extract<HistoryCommand, { kind: 'import' }>
  readonly bounds: Config['history']
  /** Opens where imports are kept, when the files have been found readable. */
  readonly open: () => Promise<MarketImports>
  readonly terminal: Terminal
}

/** Imports files and answers what to say of it. Rejects with an error that says why nothing was imported. */
export async function runImport({ command, bounds, open, terminal }: ImportRun, signal: AbortSignal): Promise<string> {
  if (bounds === null) {
    throw wrong('HISTORY_MAX_BYTES=0 keeps nothing: give it a number of bytes, of which imports are a part')
  }
  const { maxBytes } = bounds
  const sources = await reading(command.files, terminal)
  const imports = await open()
  const source = sources[0]?.source ?? 'DERIBIT'
  const market = { source, world: command.name }
  const bar = new ProgressBar('Importing', terminal)
  const allBytes = sources.reduce((sum, { bytes }) => sum + bytes, 0)
  const onRead = (bytes: number) => bar.reached(bytes / Math.max(1, allBytes), sayBytes(bytes))
  try {
    const summary = await importMarket({ market, sources, imports, maxBytes, onRead }, signal)
    if (summary === null)
      throw wrong(`nothing was imported: there is no event of a market in ${command.files.join(', ')}`)
    bar.reached(1)
    bar.end()
    return said(idByWorld(market), summary, sources)
  } catch (error) {
    bar.end()
    throw whyNot(error, maxBytes)
  }
}

async function reading(files: readonly string[], terminal: Terminal): Promise<readonly ImportSource[]> {
  const bar = new ProgressBar('Reading', terminal)
  const allBytes = files.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0)
  try {
    return await openSources(files, (bytes) => bar.reached(bytes / Math.max(1, allBytes), sayBytes(bytes)))
  } finally {
    bar.end()
  }
}

function whyNot(error: unknown, maxBytes: number): unknown {
  if (error instanceof MarketInUse) {
    return wrong(`there is a recording ${error.message} already: take another --name, or remove that one first`)
  }
  if (error instanceof TooManyInstruments) {
    return wrong(
      `nothing was imported: ${count(error.listed)} instruments are listed at a time, and at most ${count(mostInstruments)} may be, because a replay holds them in memory. Import fewer currencies`,
    )
  }
  if (error instanceof ImportTooLarge) {
    return wrong(
      `nothing was imported, because it does not fit: all imports together would have more than ${count(error.bytes)} bytes, and HISTORY_MAX_BYTES is ${count(maxBytes)}. Raise it, or remove other imports`,
    )
  }
  return error
}

function said(id: string, summary: ImportSummary, sources: readonly ImportSource[]): string {
  const { events, fromMs, toMs, bytes, holes, holesMs } = summary
  const leftOut = sumsOf(sources.flatMap((source) => source.leftOut())).filter((one) => one.count > 0)
  return [
    `Imported as ${id}: ${counted(events, 'event')} from ${iso(fromMs)} to ${iso(toMs)}, ${count(bytes)} bytes.`,
    holes === 0
      ? 'There are no holes in it.'
      : `It has ${counted(holes, 'hole')} in which nothing was recorded, ${sayDuration(holesMs)} together.`,
    leftOut.length === 0 ? 'Nothing was left out.' : 'Left out:',
    ...leftOut.map((one) => `  ${count(one.count)}  ${one.what}`),
  ].join('\n')
}

function sumsOf(all: readonly LeftOutOfFile[]): readonly LeftOutOfFile[] {
  const sums = new Map<string, number>()
  for (const { count: more, what } of all) sums.set(what, (sums.get(what) ?? 0) + more)
  return [...sums].map(([what, sum]) => ({ what, count: sum }))
}
