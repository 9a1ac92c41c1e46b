import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { constants, createGunzip } from 'node:zlib'

/** A file that can be read again and again. It is read up to where it ended when it was opened. */
export interface RecordingFile {
  readonly path: string
  readonly bytes: number
  readonly isGzip: boolean
}

export interface Line {
  readonly text: string
  /** False for a last line without a line break. */
  readonly isWhole: boolean
}

const packings = { gzip: '1f8b', zip: '504b0304', bzip2: '425a68', xz: 'fd377a58', zstd: '28b52ffd' }

/** Rejects when we cannot read the file, and says why. */
export async function openRecordingFile(path: string): Promise<RecordingFile> {
  const facts = await stat(path)
  if (facts.isDirectory()) throw new Error('it is a folder; name a file in it')
  if (!facts.isFile()) throw new Error('it is no file, and must be read more than once')
  const head = await readHead(path)
  const packing = Object.entries(packings).find(([, magic]) => head.startsWith(magic))?.[0]
  if (packing !== undefined && packing !== 'gzip') throw new Error(`it is packed with ${packing}: unpack it first`)
  return { path, bytes: facts.size, isGzip: packing === 'gzip' }
}

async function readHead(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.toString('hex', 0, bytesRead)
  } finally {
    await file.close()
  }
}

/** No frame of the exchange is nearly as long. The rest of a longer line is dropped, so that line is broken. */
const longestLine = 16 * 1024 * 1024

export async function* readLines(file: RecordingFile): AsyncGenerator<Line> {
  let rest = ''
  for await (const text of readText(file)) {
    const [head = '', ...others] = text.split(/[\r\n]+/)
    if (rest.length < longestLine) rest += head
    const next = others.pop()
    if (next === undefined) continue
    yield { text: rest, isWhole: true }
    for (const line of others) yield { text: line, isWhole: true }
    rest = next
  }
  if (rest !== '') yield { text: rest, isWhole: false }
}

async function* readText(file: RecordingFile): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null
  for await (const bytes of readBytes(file)) {
    decoder ??= new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8')
    yield decoder.decode(bytes, { stream: true })
  }
}

function readBytes({ path, bytes, isGzip }: RecordingFile): AsyncIterable<Buffer> {
  // `end` is the last byte that is read. An empty file has none, and `end` may not be negative.
  const source = createReadStream(path, { end: Math.max(0, bytes - 1) })
  if (!isGzip) return source
  // This flush lets us read a file that was cut off as far as it goes.
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 64 * 1024 })
  // `gunzip` itself tells its reader of a failure.
  return pipeline(source, gunzip, () => {})
}
