import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../../lib/writable-folder.js'

/** Keeps what an exchange sends, in a file that `openReplayFeed` plays. */
export interface Recorder extends AsyncDisposable {
  /** The file written to. */
  readonly file: string
  /** Frames that are not in the file, because the disk was too slow or failed. */
  readonly lost: number
  /** Appends a frame; never throws and never waits. May be passed on by itself. */
  readonly write: (text: string, receivedTimeMs: number) => void
}

/** Beyond this much unwritten, frames are lost rather than memory. */
const maxBufferedBytes = 64 * 1024 * 1024

/**
 * Appends to `<directory>/<name>.jsonl`, which is made where missing: a line `{"receivedTimeMs":…,"frame":…}` per
 * frame, or `"text"` in place of `"frame"` for what is not a JSON object. Rejects when the file cannot be opened.
 * Disposing writes out what is buffered.
 */
export async function openRecorder(directory: string, name: string): Promise<Recorder> {
  makeFolder(directory)
  const file = join(directory, `${name}.jsonl`)
  const stream = createWriteStream(file, { flags: 'a' })
  await once(stream, 'open')
  let lost = 0
  stream.on('error', () => (lost += 1))
  return {
    file,
    get lost() {
      return lost
    },
    write(text, receivedTimeMs) {
      if (!stream.writable || stream.writableLength > maxBufferedBytes) lost += 1
      else stream.write(lineOf(text, receivedTimeMs))
    },
    async [Symbol.asyncDispose]() {
      if (stream.destroyed) return
      await new Promise<void>((resolve) => {
        stream.once('close', resolve)
        stream.end()
      })
    },
  }
}

/** A line break inside JSON is white space, and would break the line. */
function lineOf(text: string, receivedTimeMs: number): string {
  const frame = /^\s*\{[^]*\}\s*$/.test(text)
    ? `"frame":${text.replace(/[\r\n]+/g, ' ')}`
    : `"text":${JSON.stringify(text)}`
  return `{"receivedTimeMs":${receivedTimeMs},${frame}}\n`
}
