/**
 * The language of columns. A value is a tree: lists hold items, objects hold fields. All values at one place of the tree
 * (the `markPrice` of all updates) are one column: a row of tokens. Neighbors in a column are alike, so it compresses well.
 * A token is a whole number. From `firstNumber` on it is a number itself: the difference from the number before.
 */
export const token = {
  null: 0,
  false: 1,
  true: 2,
  undefined: 3,
  /** The place of the text in the list of texts follows, as the difference from that of the text before. */
  text: 4,
  /** All eight bytes of a number follow. */
  double: 5,
  /** As `firstNumber`, but the new scale comes first. */
  scaled: 6,
  /** The count of the items follows; they are in the column of the items. */
  list: 7,
  /** The place of its shape follows; its fields are in their columns. */
  object: 8,
  firstNumber: 9,
} as const

/** What says how numbers are predicted; writer and reader must have the same. */
export interface Prediction {
  /** An object with such a field is about what that field names: its numbers are near the last ones about the same. */
  readonly subjects: readonly string[]
  /** The numbers of these fields are near the ones before, whatever they are about. */
  readonly alike: ReadonlySet<string>
}

/** The field that names what an object is about. Null: no field of it does. */
export function subjectAmong(names: readonly string[], { subjects }: Prediction): string | null {
  return subjects.find((subject) => names.includes(subject)) ?? null
}

/** A column as the head of the bytes lists it. */
export interface ColumnHead {
  /** How many bytes it has. */
  readonly bytes: number
  readonly fields: readonly (readonly [name: string, head: ColumnHead])[]
  /** Which fields the objects have, as places in `fields`. */
  readonly shapes: readonly (readonly number[])[]
  readonly items: ColumnHead | null
}

/** Deeper values are not written, and not read. */
export const mostDepth = 24
/** A column remembers a number for each text that is a subject. */
export const mostTexts = 65_536
export const mostColumns = 512
