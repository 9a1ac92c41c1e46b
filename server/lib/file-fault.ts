export interface FilePlace {
  readonly file: string
  readonly line?: number
  /** The name of a column, a field, or the place of a character. */
  readonly column?: string | number
}

/** A file does not hold what it should. The message says where, what is wrong and what to do. */
export class FileFault extends Error {
  override readonly name = 'FileFault'

  constructor({ file, line, column }: FilePlace, words: string) {
    const places = [
      file,
      ...(line === undefined ? [] : [`line ${line}`]),
      ...(column === undefined ? [] : [`column ${column}`]),
    ]
    super(`${places.join(', ')}: ${words}`)
  }
}
