import { BrokenBytes, ByteReader } from './bytes.js'
import { mostColumns, mostDepth, subjectAmong, token, type ColumnHead, type Prediction } from './column.js'
import { numberOf } from './decimals.js'
import { LastNumbers } from './last-numbers.js'
import { objectMaker, type ObjectMaker } from './object-maker.js'

/** What a `ColumnsWriter` wrote. */
export interface WrittenColumns {
  readonly head: ColumnHead
  readonly columns: Uint8Array
  readonly texts: readonly string[]
}

/** How many items without lists are read in one step. An option of a key frame takes some 15 µs. */
const flatItemsInStep = 16

/** A field by the names of those that it is in. Items have the name of their list. It is not one that says a subject. */
type FieldPath = readonly string[]

/**
 * Reads the values in their order. The field of a path is left out, and costs nothing. Throws `BrokenBytes` for what cannot have
 * been written.
 */
export function* readColumns(
  written: WrittenColumns,
  prediction: Prediction,
  without: FieldPath | null = null,
): Generator<unknown, void> {
  const column = columnIn(written, prediction, without)
  while (column.left > 0) yield column.read(0, 0)
  if (!column.isRead()) throw new BrokenBytes('there are more values than are read')
}

/** Reads the only value in short steps, and answers it at the end. Throws as `readColumns`. */
export function* readInSteps(
  written: WrittenColumns,
  prediction: Prediction,
  without: FieldPath | null = null,
): Generator<void, unknown> {
  const column = columnIn(written, prediction, without)
  const value = yield* column.readInSteps(0, 0)
  if (!column.isRead()) throw new BrokenBytes('there are more values than are read')
  return value
}

function columnIn(
  { head, columns, texts }: WrittenColumns,
  prediction: Prediction,
  without: FieldPath | null,
): ColumnReader {
  const bytes = new ByteReader(columns)
  const column = new ColumnReader(head, bytes, { texts, prediction, columns: 0 }, { isAlike: false, without })
  if (bytes.left > 0) throw new BrokenBytes('there are more bytes than columns')
  return column
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
  readonly make: ObjectMaker
}

/** Where a column is: whether its numbers are alike, and the way from there to what is left out. */
interface Place {
  readonly isAlike: boolean
  readonly without: FieldPath | null
}

class ColumnReader {
  readonly #shared: Shared
  readonly #isAlike: boolean
  readonly #bytes: ByteReader
  readonly #last = new LastNumbers()
  readonly #fields: readonly ColumnReader[]
  readonly #shapes: readonly Shape[]
  readonly #items: ColumnReader | null
  readonly #isLeftOut: boolean
  /** Whether there are lists in its values. */
  readonly hasLists: boolean
  /** The place of the text that was read last. */
  #text = 0

  constructor(head: ColumnHead, bytes: ByteReader, shared: Shared, place: Place) {
    shared.columns += 1
    if (shared.columns > mostColumns) throw new BrokenBytes('there are too many columns')
    this.#shared = shared
    this.#isAlike = place.isAlike
    this.#isLeftOut = place.without?.length === 0
    this.#bytes = new ByteReader(bytes.take(head.bytes))
    const { alike } = shared.prediction
    const names = head.fields.map(([name]) => name)
    const placeOf = (name: string): Place => {
      const [next, ...rest] = place.without ?? []
      return { isAlike: alike.has(name), without: next === name ? rest : null }
    }
    this.#fields = head.fields.map(([name, field]) => new ColumnReader(field, bytes, shared, placeOf(name)))
    this.#shapes = head.shapes.map((places) => this.#shapeOf(places, names))
    this.#items = head.items && new ColumnReader(head.items, bytes, shared, place)
    this.hasLists = this.#items !== null || this.#fields.some((field) => field.hasLists)
  }

  get left(): number {
    return this.#bytes.left
  }

  isRead(): boolean {
    if (this.#isLeftOut) return true
    return this.left === 0 && this.#fields.every((field) => field.isRead()) && (this.#items?.isRead() ?? true)
  }

  read(subject: number, depth: number): unknown {
    if (depth > mostDepth) throw new BrokenBytes('a value is too deep')
    return this.#valueOf(this.#bytes.whole(), subject, depth)
  }

  /** As `read`, for a column with lists. Rests behind each item that holds a list, however deep, and behind some of the others. */
  *readInSteps(subject: number, depth: number): Generator<void, unknown> {
    if (depth > mostDepth) throw new BrokenBytes('a value is too deep')
    const said = this.#bytes.whole()
    if (said === token.list) return yield* this.#listInSteps(subject, depth)
    if (said === token.object) return yield* this.#objectInSteps(subject, depth)
    return this.#valueOf(said, subject, depth)
  }

  /** Nearly all values are numbers. So what reads them is short: the engine puts it into its callers. */
  #valueOf(said: number, subject: number, depth: number): unknown {
    if (said < token.firstNumber) return this.#noNumber(said, subject, depth)
    return this.#last.next(this.#isAlike ? 0 : subject, unfolded(said - token.firstNumber))
  }

  #noNumber(said: number, subject: number, depth: number): unknown {
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
    const [count, items] = this.#countItems()
    const values: unknown[] = []
    for (let at = 0; at < count; at++) values.push(items?.read(subject, depth + 1))
    return values
  }

  #countItems(): readonly [count: number, items: ColumnReader | null] {
    const count = this.#bytes.whole()
    if (count > (this.#items?.left ?? 0)) throw new BrokenBytes('a list is longer than its items')
    return [count, this.#items]
  }

  #readObject(subject: number, depth: number): Record<string, unknown> {
    const { columns, hasSubject, make } = this.#nextShape()
    const [column] = columns
    if (!hasSubject || !column) return make(columns, subject, depth + 1)
    const first = column.read(subject, depth + 1)
    return make(columns, typeof first === 'string' ? column.#text + 1 : subject, depth + 1, first)
  }

  #nextShape(): Shape {
    const shape = this.#shapes[this.#bytes.whole()]
    if (!shape) throw new BrokenBytes('a shape is missing')
    return shape
  }

  *#listInSteps(subject: number, depth: number): Generator<void, unknown[]> {
    const [count, items] = this.#countItems()
    const values: unknown[] = []
    for (let at = 0; at < count; at++) {
      values.push(items?.hasLists ? yield* items.readInSteps(subject, depth + 1) : items?.read(subject, depth + 1))
      if (items?.hasLists || at % flatItemsInStep === 0) yield
    }
    return values
  }

  *#objectInSteps(subject: number, depth: number): Generator<void, Record<string, unknown>> {
    const { names, columns, hasSubject } = this.#nextShape()
    // Steps that gather the values for the maker take twice the time.
    const object: Record<string, unknown> = {}
    let own = subject
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at]
      const value = column?.hasLists ? yield* column.readInSteps(own, depth + 1) : column?.read(own, depth + 1)
      object[names[at] ?? ''] = value
      if (at === 0 && hasSubject && column && typeof value === 'string') own = column.#text + 1
    }
    return object
  }

  #shapeOf(places: readonly number[], fieldNames: readonly string[]): Shape {
    const fields = places.flatMap((place) => {
      const [name, column] = [fieldNames[place], this.#fields[place]]
      if (name === undefined || !column) throw new BrokenBytes('a field is missing')
      return column.#isLeftOut ? [] : [{ name, column }]
    })
    const names = fields.map(({ name }) => name)
    const hasSubject = subjectAmong(names, this.#shared.prediction) !== null
    const make = objectMaker(names, { readsFirst: !hasSubject })
    return { names, columns: fields.map(({ column }) => column), hasSubject, make }
  }
}

function unfolded(value: number): number {
  // The remainder of a number that may not fit 32 bits is slow.
  if (value < 2 ** 30) return (value >> 1) ^ -(value & 1)
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}
