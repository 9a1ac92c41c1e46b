import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { makePrivateFile } from '../../lib/private-file.js'
import { makeFolder } from '../../lib/writable-folder.js'

/** Writes what an exchange sends to a file that `openReplayFeed` plays. */
export interface FrameRecorder extends AsyncDisposable {
  /** The file that it writes. */
  readonly file: string
  /** How many frames are not in the file because the disk was too slow or failed. */
  readonly lost: number
  /** Appends a frame. It never throws and never waits. It may be used without its object. */
  readonly write: (text: string, receivedTimeMs: number) => void
}

/** When more than this waits for the disk, new frames are lost. So memory has a bound. */
const maxBufferedBytes = 64 * 1024 * 1024

/**
 * Appends to `<directory>/<name>.jsonl`, and makes the file when it is missing, for this user alone. Each frame becomes a line
 * `{"receivedTimeMs":…,"frame":…}`. A text that is not a JSON object gets `"text"` instead of `"frame"`. Rejects when
 * the file cannot be opened. Dispose it to write out what it still holds.
 */
export async function openFrameRecorder(directory: string, name: string): Promise<FrameRecorder> {
  makeFolder(directory)
  const file = join(directory, `${name}.jsonl`)
  makePrivateFile(file)
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

/** A line break is allowed inside JSON, but would end the line of the file. */
function lineOf(text: string, receivedTimeMs: number): string {
  const frame = /^\s*\{[^]*\}\s*$/.test(text)
    ? `"frame":${text.replace(/[\r\n]+/g, ' ')}`
    : `"text":${JSON.stringify(text)}`
  return `{"receivedTimeMs":${receivedTimeMs},${frame}}\n`
}
