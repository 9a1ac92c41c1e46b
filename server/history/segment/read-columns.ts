import { BrokenBytes, ByteReader } from './bytes.js'
import { mostColumns, mostDepth, subjectAmong, token, type ColumnHead, type Prediction } from './column.js'
import { numberOf } from './decimals.js'
import { LastNumbers } from './last-numbers.js'

/** What a `ColumnsWriter` wrote. */
export interface WrittenColumns {
  readonly head: ColumnHead
  readonly columns: Uint8Array
  readonly texts: readonly string[]
}

/** Reads the values in their order. Throws `BrokenBytes` for what cannot have been written. */
export function* readColumns(
  { head, columns, texts }: WrittenColumns,
  prediction: Prediction,
): Generator<unknown, void> {
  const bytes = new ByteReader(columns)
  const column = new ColumnReader(head, bytes, { texts, prediction, columns: 0 }, false)
  if (bytes.left > 0) throw new BrokenBytes('there are more bytes than columns')
  while (column.left > 0) yield column.read(0, 0)
  if (!column.isRead()) throw new BrokenBytes('there are more values than are read')
}

interface Shared {
  readonly texts: readonly string[]
  readonly prediction: Prediction
  columns: number
}

interface Shape {
  readonly names: readonly string[]
  readonly columns: readonly ColumnReader[]
  readonly hasSubject: boolean
}

class ColumnReader {
  readonly #shared: Shared
  readonly #isAlike: boolean
  readonly #bytes: ByteReader
  readonly #last = new LastNumbers()
  readonly #fields: readonly ColumnReader[]
  readonly #shapes: readonly Shape[]
  readonly #items: ColumnReader | null
  /** The place of the text that was read last. */
  #text = 0

  constructor(head: ColumnHead, bytes: ByteReader, shared: Shared, isAlike: boolean) {
    shared.columns += 1
    if (shared.columns > mostColumns) throw new BrokenBytes('there are too many columns')
    this.#shared = shared
    this.#isAlike = isAlike
    this.#bytes = new ByteReader(bytes.take(head.bytes))
    const { alike } = shared.prediction
    const names = head.fields.map(([name]) => name)
    this.#fields = head.fields.map(([name, field]) => new ColumnReader(field, bytes, shared, alike.has(name)))
    this.#shapes = head.shapes.map((places) => this.#shapeOf(places, names))
    this.#items = head.items && new ColumnReader(head.items, bytes, shared, isAlike)
  }

  get left(): number {
    return this.#bytes.left
  }

  isRead(): boolean {
    return this.left === 0 && this.#fields.every((field) => field.isRead()) && (this.#items?.isRead() ?? true)
  }

  read(subject: number, depth: number): unknown {
    if (depth > mostDepth) throw new BrokenBytes('a value is too deep')
    const said = this.#bytes.whole()
    if (said >= token.firstNumber) return this.#readNumber(said - token.firstNumber, this.#isAlike ? 0 : subject)
    switch (said) {
      case token.null:
        return null
      case token.false:
        return false
      case token.true:
        return true
      case token.undefined:
        return undefined
      case token.text:
        return this.#readText()
      case token.double:
        return this.#bytes.double()
      case token.scaled:
        return this.#readScaled(this.#isAlike ? 0 : subject)
      case token.list:
        return this.#readList(subject, depth)
      default:
        return this.#readObject(subject, depth)
    }
  }

  #readNumber(difference: number, subject: number): number {
    const scale = this.#last.scale(subject)
    const units = this.#last.expected(subject) + unfolded(difference)
    this.#last.said(subject, units, scale)
    return numberOf(units, scale)
  }

  #readScaled(subject: number): number {
    const scale = this.#bytes.whole()
    const units = this.#last.expectedAt(subject, scale) + unfolded(this.#bytes.whole())
    this.#last.said(subject, units, scale)
    return numberOf(units, scale)
  }

  #readText(): string {
    this.#text += unfolded(this.#bytes.whole())
    const text = this.#shared.texts[this.#text]
    if (text === undefined) throw new BrokenBytes('a text is missing')
    return text
  }

  #readList(subject: number, depth: number): unknown[] {
    const count = this.#bytes.whole()
    const items = this.#items
    if (count > (items?.left ?? 0)) throw new BrokenBytes('a list is longer than its items')
    const values: unknown[] = []
    for (let at = 0; at < count; at++) values.push(items?.read(subject, depth + 1))
    return values
  }

  #readObject(subject: number, depth: number): Record<string, unknown> {
    const shape = this.#shapes[this.#bytes.whole()]
    if (!shape) throw new BrokenBytes('a shape is missing')
    const { names, columns, hasSubject } = shape
    const object: Record<string, unknown> = {}
    let own = subject
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at]
      const value = column?.read(own, depth + 1)
      object[names[at] ?? ''] = value
      if (at === 0 && hasSubject && column && typeof value === 'string') own = column.#text + 1
    }
    return object
  }

  #shapeOf(places: readonly number[], fieldNames: readonly string[]): Shape {
    const fields = places.map((place) => {
      const [name, column] = [fieldNames[place], this.#fields[place]]
      if (name === undefined || !column) throw new BrokenBytes('a field is missing')
      return { name, column }
    })
    const names = fields.map(({ name }) => name)
    const hasSubject = subjectAmong(names, this.#shared.prediction) !== null
    return { names, columns: fields.map(({ column }) => column), hasSubject }
  }
}

function unfolded(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}
