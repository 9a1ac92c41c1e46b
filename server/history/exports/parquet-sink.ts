import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import type { DataSource } from '../../domain/source.js'
import type { RecordedEvent } from '../recorded-event.js'
import { exportColumnNames, exportColumns, type ExportColumn } from './export-columns.js'
import { rowsOf, type ExportRow } from './export-rows.js'
import type { ExportFile, ExportSink } from './export-sink.js'
import type { ExportedSegment } from './exported-segments.js'
import { snapshotRows } from './snapshot-rows.js'

/** How many rows a row group has. They are held in memory until it is full. */
const groupRows = 50_000

type Cell = string | number | boolean | Date | null

const types = {
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
} as const

const schema: SchemaElement[] = [
  { name: 'root', num_children: exportColumnNames.length },
  ...exportColumnNames.map((name): SchemaElement => {
    return { name, ...types[exportColumns[name]], repetition_type: 'OPTIONAL' }
  }),
]

/** What the end of the file says of what was written before. */
type Written = Pick<ParquetWriter, 'row_groups' | 'num_rows' | 'pendingIndexes'>

/** Writes a table of market events as Parquet, in row groups. `place`: that of the file, when it goes on. */
export class ParquetSink implements ExportSink {
  readonly #file: ExportFile
  readonly #source: DataSource
  readonly #bytes = new ByteWriter()
  readonly #parquet: ParquetWriter
  #columns = emptyColumns()
  #length = 0

  constructor(file: ExportFile, source: DataSource, place: unknown) {
    this.#file = file
    this.#source = source
    this.#parquet = new ParquetWriter({ writer: this.#bytes, schema, createdBy: 'gammacast' })
    if (file.bytes === 0) return
    // What it began with is in the file already.
    this.#bytes.index = 0
    this.#bytes.offset = file.bytes
    Object.assign(this.#parquet, place as Written)
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
    return this.#length >= groupRows
  }

  async flush(): Promise<void> {
    if (this.#length === 0) return
    const columnData = [...this.#columns].map(([name, column]) => ({ name, data: this.#filled(column) }))
    await this.#parquet.write({ columnData, rowGroupSize: 2 * groupRows })
    this.#columns = emptyColumns()
    this.#length = 0
    await this.#writeOut()
  }

  place(): Written {
    const { row_groups, num_rows, pendingIndexes } = this.#parquet
    return { row_groups, num_rows, pendingIndexes }
  }

  async finish(): Promise<void> {
    await this.flush()
    await this.#parquet.finish()
    await this.#writeOut()
  }

  #addRow(row: ExportRow): void {
    for (const [name, column] of this.#columns) {
      const value = row[name]
      if (value === undefined || value === null) continue
      this.#filled(column).push(typeof value === 'number' && exportColumns[name] === 'time' ? new Date(value) : value)
    }
    this.#length += 1
  }

  /** Most rows have few of the columns. What they lack is added when a column is needed up to here. */
  #filled(column: Cell[]): Cell[] {
    while (column.length < this.#length) column.push(null)
    return column
  }

  async #writeOut(): Promise<void> {
    await this.#file.write(this.#bytes.getBytes())
    this.#bytes.index = 0
  }
}

function emptyColumns(): ReadonlyMap<ExportColumn, Cell[]> {
  return new Map(exportColumnNames.map((name) => [name, []]))
}
