import type { DataSource } from '../../domain/source.js'
import { csvLine } from '../../lib/csv.js'
import type { RecordedEvent } from '../recorded-event.js'
import { exportColumnNames, exportColumns, type ExportColumn } from './export-columns.js'
import { rowsOf, type ExportRow } from './export-rows.js'
import type { ExportFile, ExportSink } from './export-sink.js'
import type { ExportedSegment } from './exported-segments.js'
import { snapshotRows } from './snapshot-rows.js'
import { TextLines } from './text-lines.js'

/** Writes a table of market events as CSV. Times are in UTC, as ISO 8601 has them. */
export class CsvSink implements ExportSink {
  readonly #lines: TextLines
  readonly #source: DataSource

  constructor(file: ExportFile, source: DataSource) {
    this.#lines = new TextLines(file)
    this.#source = source
    if (file.bytes === 0) this.#lines.add(csvLine(exportColumnNames))
  }

  /** A table does not say where holes are, but that it begins anew. */
  async begin(segment: ExportedSegment): Promise<void> {
    for (const row of snapshotRows(segment.keyFrame(), this.#source, segment.fromMs)) this.#addRow(row)
    return Promise.resolve()
  }

  event(recorded: RecordedEvent): void {
    for (const row of rowsOf(recorded)) this.#addRow(row)
  }

  end(): void {}

  get isFull(): boolean {
    return this.#lines.isFull
  }

  flush(): Promise<void> {
    return this.#lines.flush()
  }

  place(): unknown {
    return null
  }

  finish(): Promise<void> {
    return this.flush()
  }

  #addRow(row: ExportRow): void {
    this.#lines.add(csvLine(exportColumnNames.map((name) => cellOf(row, name))))
  }
}

function cellOf(row: ExportRow, name: ExportColumn): string | number | boolean | null {
  const value = row[name] ?? null
  return typeof value === 'number' && exportColumns[name] === 'time' ? new Date(value).toISOString() : value
}
