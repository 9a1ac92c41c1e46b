import { existsSync } from 'node:fs'
import { open, readFile, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'
import type { ExportPlace } from '../../history/exports/export-market.js'
import type { ExportFile } from '../../history/exports/export-sink.js'
import { wrong } from './history-command.js'

/** What an export is of, and how far it was written. */
export interface PartState {
  readonly id: string
  readonly fromMs: number
  readonly toMs: number
  readonly bytes: number
  readonly place: ExportPlace
  /** What the format needs to go on. */
  readonly sink: unknown
}

const partState: z.ZodType<PartState> = z.object({
  id: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  bytes: z.number(),
  place: z.object({ doneMs: z.number(), isOpen: z.boolean(), events: z.number(), holes: z.number() }),
  sink: z.unknown(),
})

/** How far an export into this file had been written when it was interrupted. Null: it was not begun, or nothing can go on. */
export async function interrupted(path: string): Promise<PartState | null> {
  try {
    const state = partState.parse(deserialize(await readFile(stateOf(path))))
    return (await stat(partOf(path))).size >= state.bytes ? state : null
  } catch {
    return null
  }
}

const partOf = (path: string) => `${path}.part`
const stateOf = (path: string) => `${path}.part.state`

/** A file that is written beside its place, and takes it when it is complete. What is written of it survives an interruption. */
export class PartFile implements ExportFile, AsyncDisposable {
  readonly #path: string
  readonly #file: FileHandle
  #bytes: number

  private constructor(path: string, file: FileHandle, bytes: number) {
    this.#path = path
    this.#file = file
    this.#bytes = bytes
  }

  /** Goes on after the first `bytes`. Rejects with a `StartError`. */
  static async open(path: string, bytes: number): Promise<PartFile> {
    if (existsSync(path)) throw wrong(`--out ${path} exists already: name another file`)
    try {
      const file = await open(partOf(path), bytes === 0 ? 'w' : 'r+')
      await file.truncate(bytes)
      return new PartFile(path, file, bytes)
    } catch (error) {
      throw wrong(`--out ${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  get bytes(): number {
    return this.#bytes
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at, this.#bytes)
      at += bytesWritten
      this.#bytes += bytesWritten
    }
  }

  /** From there the export goes on when it is interrupted. */
  async keep(state: Omit<PartState, 'bytes'>): Promise<void> {
    const beside = `${stateOf(this.#path)}.new`
    await this.#file.datasync()
    await writeFile(beside, serialize({ ...state, bytes: this.#bytes }))
    await rename(beside, stateOf(this.#path))
  }

  /** Puts the file in its place. */
  async complete(): Promise<void> {
    await this.#file.sync()
    await rename(partOf(this.#path), this.#path)
    await rm(stateOf(this.#path), { force: true })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close()
  }
}
