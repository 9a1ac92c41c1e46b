import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { msPerMinute, type UnixMs } from '../../domain/units.js'
import type { KeyFrame } from '../../market/key-frame.js'
import type { RecordedEvent } from '../recorded-event.js'
import { GreeksPacker } from './pack-greeks.js'
import { prediction } from './prediction.js'
import { framed } from './segment-frame.js'
import { mostBlockBytes, type Block, type Part, type SegmentHead } from './segment-head.js'
import type { Segment } from './segment.js'
import { ColumnsWriter, Texts } from './write-columns.js'

/** A part with this many values ends before its minute does, so that it fits into a block. */
const fullPartValues = 800_000
const compress = promisify(brotliCompress)
/** Higher ones take twice the time and more, and save 1 %. */
const quality = 6

interface Packed {
  readonly block: Block
  readonly packed: Buffer
}

/**
 * Writes a segment while its events come. Columns are written at once. They are compressed on other threads, as soon as
 * their minute is over.
 */
export class SegmentWriter {
  readonly #fromMs: UnixMs
  readonly #texts = new Texts()
  readonly #keyFrame: Promise<Packed> | null
  readonly #parts: Promise<{ readonly part: Part; readonly packed: Buffer }>[] = []
  #open: OpenPart | null = null

  constructor(fromMs: UnixMs, keyFrame: KeyFrame | null) {
    this.#fromMs = fromMs
    this.#keyFrame = keyFrame && heldBack(pack(writtenOnce(keyFrame, this.#texts)))
  }

  add(recorded: RecordedEvent): void {
    if (this.#open && !this.#open.takes(recorded.heardMs)) this.#endPart()
    this.#open ??= new OpenPart(recorded.heardMs, this.#texts)
    this.#open.add(recorded)
  }

  async finish(toMs: UnixMs): Promise<Buffer> {
    this.#endPart()
    const keyFrame = await this.#keyFrame
    const parts = await Promise.all(this.#parts)
    const head: SegmentHead = {
      fromMs: this.#fromMs,
      toMs,
      texts: this.#texts.all(),
      keyFrame: keyFrame && keyFrame.block,
      parts: parts.map(({ part }) => part),
    }
    const text = Buffer.from(JSON.stringify(head))
    checkSize(text)
    const packedHead = await packedBytes(text)
    const sizes = Buffer.alloc(8)
    sizes.writeUInt32BE(packedHead.length, 0)
    sizes.writeUInt32BE(text.length, 4)
    const blocks = parts.map(({ packed }) => packed)
    return framed(Buffer.concat([sizes, packedHead, ...(keyFrame ? [keyFrame.packed] : []), ...blocks]))
  }

  #endPart(): void {
    if (this.#open) this.#parts.push(heldBack(this.#open.packed()))
    this.#open = null
  }
}

/** A segment as bytes. Its events are as many as come in some minutes; for more, `SegmentWriter` stalls nobody. */
export async function encodeSegment({ fromMs, toMs, keyFrame, events }: Segment): Promise<Buffer> {
  const writer = new SegmentWriter(fromMs, keyFrame)
  for (const recorded of events) writer.add(recorded)
  return writer.finish(toMs)
}

class OpenPart {
  readonly #columns: ColumnsWriter
  readonly #greeks = new GreeksPacker()
  #fromMs: UnixMs
  #toMs: UnixMs

  constructor(heardMs: UnixMs, texts: Texts) {
    this.#columns = new ColumnsWriter(texts, prediction)
    this.#fromMs = this.#toMs = heardMs
  }

  takes(heardMs: UnixMs): boolean {
    return minuteOf(heardMs) === minuteOf(this.#fromMs) && this.#columns.values < fullPartValues
  }

  add({ heardMs, event }: RecordedEvent): void {
    this.#columns.write({ heardMs, event: this.#greeks.packed(event) })
    this.#fromMs = Math.min(this.#fromMs, heardMs)
    this.#toMs = Math.max(this.#toMs, heardMs)
  }

  async packed(): Promise<{ part: Part; packed: Buffer }> {
    const { block, packed } = await pack(this.#columns)
    return { part: { ...block, fromMs: this.#fromMs, toMs: this.#toMs }, packed }
  }
}

function writtenOnce(value: unknown, texts: Texts): ColumnsWriter {
  const columns = new ColumnsWriter(texts, prediction)
  columns.write(value)
  return columns
}

/** Its failure is told when somebody waits for it, and until then nobody is to blame. */
function heldBack<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

async function pack(writer: ColumnsWriter): Promise<Packed> {
  const { head, columns } = writer.written()
  checkSize(columns)
  const packed = await packedBytes(columns)
  return { block: { packedBytes: packed.length, bytes: columns.length, columns: head }, packed }
}

function packedBytes(bytes: Uint8Array): Promise<Buffer> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  return compress(bytes, { params })
}

function checkSize(bytes: Uint8Array): void {
  if (bytes.length > mostBlockBytes) throw new RangeError(`A block of ${bytes.length} bytes cannot be recorded`)
}

function minuteOf(timeMs: UnixMs): number {
  return Math.floor(timeMs / msPerMinute)
}
