import { z } from 'zod'
import type { UnixMs } from '../../domain/units.js'
import { checkedJson, recordSchema } from '../../lib/checked.js'
import { mostTexts, type ColumnHead } from './column.js'

/** Columns that were compressed together. */
export interface Block {
  readonly packedBytes: number
  readonly bytes: number
  readonly columns: ColumnHead
}

/** The events of a minute, or of less when there are very many. They can be read without the others. */
export interface Part extends Block {
  /** When we heard the first and the last ones. */
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
}

/** What a segment holds, in the order of its bytes. */
export interface SegmentHead {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  readonly texts: readonly string[]
  readonly keyFrame: Block | null
  readonly parts: readonly Part[]
}

/** No block, and no head, is larger before it is compressed. So a segment that claims more takes no memory. */
export const mostBlockBytes = 8 * 1024 * 1024

/** Throws `DoesNotFit`. */
export function parseHead(text: string): SegmentHead {
  return checkedJson(head, text, 'The head of a segment')
}

const count = z.int().min(0)
const blockBytes = count.max(mostBlockBytes)

const columns: z.ZodType<ColumnHead> = z.lazy(() =>
  recordSchema<ColumnHead>({
    bytes: blockBytes,
    fields: z.array(z.tuple([z.string(), columns])),
    shapes: z.array(z.array(count)),
    items: columns.nullable(),
  }),
)
const block = { packedBytes: count, bytes: blockBytes, columns }
const span = { fromMs: z.number(), toMs: z.number() }
const head = recordSchema<SegmentHead>({
  ...span,
  texts: z.array(z.string()).max(mostTexts),
  keyFrame: recordSchema<Block>(block).nullable(),
  parts: z.array(recordSchema<Part>({ ...block, ...span })),
})
