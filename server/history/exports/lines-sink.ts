import type { UnixMs } from '../../domain/units.js'
import type { LinesHeader } from '../lines/line-schema.js'
import { beginLine, endLine, eventLine, headerLine } from '../lines/write-lines.js'
import type { RecordedEvent } from '../recorded-event.js'
import type { ExportFile, ExportSink } from './export-sink.js'
import type { ExportedSegment } from './exported-segments.js'

/** How many characters are written at a time. */
const fullLength = 1_000_000

/** Writes market events as JSON lines, which can be imported again. `place`: that of the file, when it goes on. */
export class LinesSink implements ExportSink {
  readonly #file: ExportFile
  #lines: string[] = []
  #length = 0
  /** How many events there were since the last `begin`. */
  #events: number

  constructor(file: ExportFile, header: LinesHeader, place: unknown) {
    this.#file = file
    this.#events = typeof place === 'number' ? place : 0
    if (file.bytes === 0) this.#add(headerLine(header))
  }

  async begin(segment: ExportedSegment): Promise<void> {
    this.#events = 0
    this.#add(await beginLine(segment.fromMs, segment.keyFrame(), segment.dropped))
  }

  event(recorded: RecordedEvent): void {
    this.#events += 1
    this.#add(eventLine(recorded))
  }

  end(timeMs: UnixMs): void {
    this.#add(endLine(timeMs, this.#events))
  }

  get isFull(): boolean {
    return this.#length >= fullLength
  }

  async flush(): Promise<void> {
    const text = this.#lines.join('')
    this.#lines = []
    this.#length = 0
    if (text !== '') await this.#file.write(Buffer.from(text))
  }

  place(): unknown {
    return this.#events
  }

  finish(): Promise<void> {
    return this.flush()
  }

  #add(line: string): void {
    this.#lines.push(line)
    this.#length += line.length
  }
}
