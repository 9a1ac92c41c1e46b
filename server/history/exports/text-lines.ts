import type { ExportFile } from './export-sink.js'

/** How many characters are written at a time. */
const fullLength = 1_000_000

/** Lines of text for a file. It holds them until it is told to write them. */
export class TextLines {
  readonly #file: ExportFile
  #lines: string[] = []
  #length = 0

  constructor(file: ExportFile) {
    this.#file = file
  }

  add(line: string): void {
    this.#lines.push(line)
    this.#length += line.length
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
}
