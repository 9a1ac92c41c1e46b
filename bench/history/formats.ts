import { promisify } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { brotliCompress, brotliDecompressSync, constants, deflateRaw, inflateRawSync } from 'node:zlib'
import type { RecordedEvent } from '../../server/history/recorded-event.js'
import { openSegment } from '../../server/history/segment/read-segment.js'
import { encodeSegment } from '../../server/history/segment/write-segment.js'

/** A way to keep the events of some minutes as bytes. */
export interface Format {
  readonly name: string
  encode(events: readonly RecordedEvent[]): Promise<Buffer>
  /** Answers how many events there were. */
  decode(bytes: Buffer): number
}

const brotli = (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
const deflate = promisify(deflateRaw)

const lines = (events: readonly RecordedEvent[]) => Buffer.from(events.map((one) => JSON.stringify(one)).join('\n'))
const linesIn = (bytes: Buffer) => {
  const texts = bytes.toString().split('\n')
  return texts.map((text) => JSON.parse(text) as RecordedEvent).length
}
const structured = (bytes: Buffer) => (deserialize(bytes) as RecordedEvent[]).length

/** JSON loses −0 and what is no finite number; the others lose nothing. */
export const formats: readonly Format[] = [
  {
    name: 'lines of JSON, deflate 6',
    encode: (events) => deflate(lines(events)),
    decode: (bytes) => linesIn(inflateRawSync(bytes)),
  },
  {
    name: 'lines of JSON, brotli 6',
    encode: (events) => brotli(lines(events)),
    decode: (bytes) => linesIn(brotliDecompressSync(bytes)),
  },
  {
    name: 'structured clone, brotli 6',
    encode: (events) => brotli(serialize(events)),
    decode: (bytes) => structured(brotliDecompressSync(bytes)),
  },
  {
    name: 'columns, brotli 6 (kept)',
    encode: (events) => encodeSegment({ fromMs: 0, toMs: 0, keyFrame: null, events }),
    decode: (bytes) => [...openSegment(bytes).events(-Infinity, Infinity)].length,
  },
]
