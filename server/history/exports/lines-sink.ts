import type { UnixMs } from '../../domain/units.js'
import type { LinesHeader } from '../lines/line-schema.js'
import { beginLine, endLine, eventLine, headerLine } from '../lines/write-lines.js'
import type { RecordedEvent } from '../recorded-event.js'
import type { ExportFile, ExportSink } from './export-sink.js'
import type { ExportedSegment } from './exported-segments.js'
import { TextLines } from './text-lines.js'

/** Writes market events as JSON lines, which can be imported again. `place`: that of the file, when it goes on. */
export class LinesSink implements ExportSink {
  readonly #lines: TextLines
  /** How many events there were since the last `begin`. */
  #events: number

  constructor(file: ExportFile, header: LinesHeader, place: unknown) {
    this.#lines = new TextLines(file)
    this.#events = typeof place === 'number' ? place : 0
    if (file.bytes === 0) this.#lines.add(headerLine(header))
  }

  async begin(segment: ExportedSegment): Promise<void> {
    this.#events = 0
    this.#lines.add(await beginLine(segment.fromMs, segment.keyFrame(), segment.dropped))
  }

  event(recorded: RecordedEvent): void {
    this.#events += 1
    this.#lines.add(eventLine(recorded))
  }

  end(timeMs: UnixMs): void {
    this.#lines.add(endLine(timeMs, this.#events))
  }

  get isFull(): boolean {
    return this.#lines.isFull
  }

  flush(): Promise<void> {
    return this.#lines.flush()
  }

  place(): unknown {
    return this.#events
  }

  finish(): Promise<void> {
    return this.flush()
  }
}
