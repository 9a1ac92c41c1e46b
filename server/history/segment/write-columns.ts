import { ByteWriter } from './bytes.js'
import { mostDepth, mostTexts, subjectAmong, token, type ColumnHead, type Prediction } from './column.js'
import { decimalOf, unitsOf } from './decimals.js'
import { LastNumbers } from './last-numbers.js'

/** Writes plain values as columns, without loss: what JSON has, every number, and fields that are undefined. */
export class ColumnsWriter {
  readonly #shared: Shared
  readonly #root: ColumnWriter

  /** Several writers may share their texts. */
  constructor(texts: Texts, prediction: Prediction) {
    this.#shared = { texts, prediction, values: 0 }
    this.#root = new ColumnWriter(this.#shared, false)
  }

  /** Throws a TypeError for a value that is not plain. */
  write(value: unknown): void {
    this.#root.write(value, 0, 0)
  }

  /** How many values were written. Each takes one byte at least, and nine at most. */
  get values(): number {
    return this.#shared.values
  }

  /** The head, and the bytes of all columns in its order. */
  written(): { readonly head: ColumnHead; readonly columns: Uint8Array } {
    const columns: Uint8Array[] = []
    return { head: this.#root.head(columns), columns: Buffer.concat(columns) }
  }
}

/** Texts, each once. A column says their places. */
export class Texts {
  readonly #places = new Map<string, number>()

  placeOf(text: string): number {
    const known = this.#places.get(text)
    if (known !== undefined) return known
    if (this.#places.size === mostTexts) throw new RangeError('There are too many texts')
    this.#places.set(text, this.#places.size)
    return this.#places.size - 1
  }

  all(): string[] {
    return [...this.#places.keys()]
  }
}

interface Shared {
  readonly texts: Texts
  readonly prediction: Prediction
  values: number
}

/** The fields of an object, that of its subject first. */
interface Shape {
  readonly place: number
  readonly names: readonly string[]
  readonly columns: readonly ColumnWriter[]
  readonly hasSubject: boolean
}

/** Finds the shape of an object by its fields in the order in which they are in it. */
interface ShapePath {
  readonly next: Map<string, ShapePath>
  shape: Shape | null
}

const newPath = (): ShapePath => ({ next: new Map(), shape: null })

class ColumnWriter {
  readonly #shared: Shared
  readonly #isAlike: boolean
  readonly #bytes = new ByteWriter()
  readonly #last = new LastNumbers()
  readonly #fields = new Map<string, ColumnWriter>()
  readonly #shapes = new Map<string, Shape>()
  readonly #paths = newPath()
  #items: ColumnWriter | null = null
  #lastText = 0

  constructor(shared: Shared, isAlike: boolean) {
    this.#shared = shared
    this.#isAlike = isAlike
  }

  write(value: unknown, subject: number, depth: number): void {
    if (depth > mostDepth) throw new TypeError('A value this deep cannot be written')
    this.#shared.values += 1
    if (typeof value === 'number') this.#writeNumber(value, this.#isAlike ? 0 : subject)
    else if (typeof value === 'string') this.#writeText(value)
    else if (value === null) this.#bytes.whole(token.null)
    else if (value === undefined) this.#bytes.whole(token.undefined)
    else if (typeof value === 'boolean') this.#bytes.whole(value ? token.true : token.false)
    else if (Array.isArray(value)) this.#writeList(value, subject, depth)
    else if (isPlain(value)) this.#writeObject(value, subject, depth)
    else throw new TypeError(`A value of this kind cannot be written: ${typeof value}`)
  }

  head(columns: Uint8Array[]): ColumnHead {
    columns.push(this.#bytes.written())
    const places = new Map([...this.#fields.keys()].map((name, place) => [name, place]))
    return {
      bytes: this.#bytes.length,
      fields: [...this.#fields].map(([name, column]) => [name, column.head(columns)] as const),
      shapes: [...this.#shapes.values()].map(({ names }) => names.map((name) => places.get(name) ?? 0)),
      items: this.#items && this.#items.head(columns),
    }
  }

  #writeNumber(value: number, subject: number): void {
    const scale = this.#last.scale(subject)
    const units = unitsOf(value, scale)
    if (!Number.isNaN(units)) {
      this.#bytes.whole(token.firstNumber + folded(units - this.#last.expected(subject)))
      this.#last.said(subject, units, scale)
    } else this.#writeOther(value, subject)
  }

  #writeOther(value: number, subject: number): void {
    const decimal = decimalOf(value)
    if (decimal === null) {
      this.#bytes.whole(token.double)
      this.#bytes.double(value)
      return
    }
    const { units, scale } = decimal
    this.#bytes.whole(token.scaled)
    this.#bytes.whole(scale)
    this.#bytes.whole(folded(units - this.#last.expectedAt(subject, scale)))
    this.#last.said(subject, units, scale)
  }

  #writeText(text: string): void {
    const place = this.#shared.texts.placeOf(text)
    this.#bytes.whole(token.text)
    this.#bytes.whole(folded(place - this.#lastText))
    this.#lastText = place
  }

  #writeList(values: readonly unknown[], subject: number, depth: number): void {
    this.#bytes.whole(token.list)
    this.#bytes.whole(values.length)
    if (values.length === 0) return
    this.#items ??= new ColumnWriter(this.#shared, this.#isAlike)
    for (const value of values) this.#items.write(value, subject, depth + 1)
  }

  #writeObject(object: Readonly<Record<string, unknown>>, subject: number, depth: number): void {
    const { place, names, columns, hasSubject } = this.#shapeOf(object)
    this.#bytes.whole(token.object)
    this.#bytes.whole(place)
    const about = hasSubject ? object[names[0] ?? ''] : undefined
    const own = typeof about === 'string' ? this.#shared.texts.placeOf(about) + 1 : subject
    for (let at = 0; at < names.length; at++) columns[at]?.write(object[names[at] ?? ''], own, depth + 1)
  }

  #shapeOf(object: object): Shape {
    let path = this.#paths
    const names = Object.keys(object)
    for (const name of names) {
      let next = path.next.get(name)
      if (!next) path.next.set(name, (next = newPath()))
      path = next
    }
    return (path.shape ??= this.#newShape(names))
  }

  #newShape(found: readonly string[]): Shape {
    const { prediction } = this.#shared
    const subjectName = subjectAmong(found, prediction)
    for (const name of found) {
      if (this.#fields.has(name)) continue
      this.#fields.set(name, new ColumnWriter(this.#shared, prediction.alike.has(name)))
    }
    const rest = [...this.#fields.keys()].filter((name) => found.includes(name) && name !== subjectName)
    const names = subjectName === null ? rest : [subjectName, ...rest]
    const key = names.join('\n')
    const columns = names.flatMap((name) => this.#fields.get(name) ?? [])
    const shape = this.#shapes.get(key) ?? {
      place: this.#shapes.size,
      names,
      columns,
      hasSubject: subjectName !== null,
    }
    this.#shapes.set(key, shape)
    return shape
  }
}

/** Whole numbers of both signs as whole numbers from 0 on, near 0 where they were. */
function folded(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
