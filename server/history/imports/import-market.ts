import type { UnixMs } from '../../domain/units.js'
import type { RecordedMarket } from '../market-history.js'
import type { ImportedSegment, MarketImports } from '../market-imports.js'
import { SegmentCutter } from './cut-segments.js'
import type { ImportSource } from './import-source.js'
import { mergeSteps } from './merge-steps.js'

/** How much is kept in one transaction. */
const batchBytes = 4_000_000
const batchSegments = 100

/** What an import holds would be more than may be kept. */
export class ImportTooLarge extends Error {
  override readonly name = 'ImportTooLarge'
  /** What all imports have, as far as this one was read. */
  readonly bytes: number

  constructor(bytes: number) {
    super(`All imports have ${bytes} bytes`)
    this.bytes = bytes
  }
}

export interface ImportParts {
  readonly market: RecordedMarket
  readonly sources: readonly ImportSource[]
  readonly imports: MarketImports
  /** Of all imports. */
  readonly maxBytes: number
  /** How many bytes of the files were read. */
  readonly onRead: (bytes: number) => void
}

/** What was imported. */
export interface ImportSummary {
  readonly events: number
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  readonly bytes: number
  /** The spans without anything heard in them, and how long they are together. */
  readonly holes: number
  readonly holesMs: number
}

/**
 * Imports files as one market: all of them or nothing. Null when there is nothing in them. Rejects with a `FileFault`, with
 * `ImportTooLarge`, with `MarketInUse`, and with the reason of the signal; then nothing of it is kept.
 */
export async function importMarket(parts: ImportParts, signal: AbortSignal): Promise<ImportSummary | null> {
  const { market, imports } = parts
  await imports.begin(market)
  try {
    const summary = await keepAll(parts, signal)
    if (summary) {
      await imports.finish(market)
      return summary
    }
  } catch (error) {
    while (await imports.remove(market));
    throw error
  }
  while (await imports.remove(market));
  return null
}

async function keepAll(
  { market, sources, imports, maxBytes, onRead }: ImportParts,
  signal: AbortSignal,
): Promise<ImportSummary | null> {
  const [first] = sources
  if (!first) return null
  const currencies = [...new Set(sources.flatMap((one) => one.currencies))]
  const cutter = new SegmentCutter(first.source, currencies)
  const counts = new Counts()
  let batch: ImportedSegment[] = []
  const put = async () => {
    if (batch.length > 0) await imports.add(market, batch)
    batch = []
    const bytes = await imports.bytes()
    if (bytes > maxBytes) throw new ImportTooLarge(bytes)
  }
  const keep = async (segment: ImportedSegment | null) => {
    if (!segment) return
    counts.segment(segment)
    batch.push(segment)
    if (batch.length >= batchSegments || sizeOf(batch) >= batchBytes) await put()
  }
  for await (const step of mergeSteps(sources, onRead)) {
    signal.throwIfAborted()
    if (step.kind === 'event') counts.events += 1
    await keep(await cutter.take(step))
  }
  await keep(await cutter.end())
  await put()
  signal.throwIfAborted()
  return counts.summary()
}

const sizeOf = (segments: readonly ImportedSegment[]) => segments.reduce((sum, { bytes }) => sum + bytes.length, 0)

class Counts {
  events = 0
  #fromMs: UnixMs | null = null
  #toMs: UnixMs = 0
  #bytes = 0
  #holes = 0
  #holesMs = 0

  segment({ fromMs, toMs, bytes, dropped }: ImportedSegment): void {
    if (this.#fromMs !== null && (fromMs > this.#toMs || dropped > 0)) {
      this.#holes += 1
      this.#holesMs += fromMs - this.#toMs
    }
    this.#fromMs ??= fromMs
    this.#toMs = toMs
    this.#bytes += bytes.length
  }

  summary(): ImportSummary | null {
    if (this.#fromMs === null || this.events === 0) return null
    const { events } = this
    return {
      events,
      fromMs: this.#fromMs,
      toMs: this.#toMs,
      bytes: this.#bytes,
      holes: this.#holes,
      holesMs: this.#holesMs,
    }
  }
}
