import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { constants, createGunzip } from 'node:zlib'

/** A file of text that can be read again and again. It is read up to where it ended when it was opened. */
export interface LineFile {
  readonly path: string
  readonly bytes: number
  readonly isGzip: boolean
}

export interface Line {
  readonly text: string
  /** Counted from 1. */
  readonly number: number
  /** False for a last line without a line break. */
  readonly isWhole: boolean
}

export interface ReadingOptions {
  /** Whether a packed file that was cut off is read as far as it goes. Otherwise reading it fails at its end. Default: false. */
  readonly mayBeCutOff?: boolean
  /** Called now and then with how many bytes of the file were read. */
  readonly onRead?: (bytes: number) => void
}

const packings = { gzip: '1f8b', zip: '504b0304', bzip2: '425a68', xz: 'fd377a58', zstd: '28b52ffd' }

/** Rejects when we cannot read the file, and says why. */
export async function openLineFile(path: string): Promise<LineFile> {
  const facts = await stat(path).catch((error: unknown) => {
    const isMissing = (error as NodeJS.ErrnoException | null)?.code === 'ENOENT'
    throw isMissing ? new Error('there is no such file') : error
  })
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

/** The rest of a longer line is dropped. */
const longestLine = 16 * 1024 * 1024

/** The lines with something in them. Rejects when the file cannot be read, or was changed since it was packed. */
export async function* readLines(file: LineFile, options: ReadingOptions = {}): AsyncGenerator<Line> {
  let rest = ''
  let number = 1
  for await (const text of readText(file, options)) {
    // Every other part is what stood between two lines.
    const parts = text.split(/([\r\n]+)/)
    if (rest.length < longestLine) rest += parts[0] ?? ''
    for (let at = 1; at + 1 < parts.length; at += 2) {
      if (rest !== '') yield { text: rest, number, isWhole: true }
      number += breaksIn(parts[at] ?? '')
      rest = parts[at + 1] ?? ''
    }
  }
  if (rest !== '') yield { text: rest, number, isWhole: false }
}

function breaksIn(text: string): number {
  let count = 0
  for (const char of text) if (char === '\n') count += 1
  return count
}

async function* readText(file: LineFile, options: ReadingOptions): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null
  for await (const bytes of readBytes(file, options)) {
    decoder ??= new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8')
    yield decoder.decode(bytes, { stream: true })
  }
}

async function* readBytes(
  { path, bytes, isGzip }: LineFile,
  { mayBeCutOff = false, onRead }: ReadingOptions,
): AsyncGenerator<Buffer> {
  // `end` is the last byte that is read. An empty file has none, and `end` may not be negative.
  const source = createReadStream(path, { end: Math.max(0, bytes - 1) })
  const finishFlush = mayBeCutOff ? constants.Z_SYNC_FLUSH : constants.Z_FINISH
  // `gunzip` itself tells its reader of a failure.
  const unpacked: AsyncIterable<Buffer> = isGzip
    ? pipeline(source, createGunzip({ finishFlush, chunkSize: 64 * 1024 }), () => {})
    : source
  for await (const chunk of unpacked) {
    yield chunk
    onRead?.(source.bytesRead)
  }
}
