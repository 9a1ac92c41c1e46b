import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { weightsOf } from '../../edge/weights.js'

export type ContentCoding = 'br' | 'gzip'

/** Better first. */
const ours = ['br', 'gzip'] as const

/**
 * The one of our codings that the client of this `Accept-Encoding` likes best (RFC 9110, 12.5.3); of two that it likes equally,
 * the better one. Null: it takes none of them.
 */
export function preferredCoding(accepted: string | null | undefined): ContentCoding | null {
  const weights = weightsOf(accepted ?? '')
  const weight = (coding: ContentCoding) => weights.get(coding) ?? weights.get(`x-${coding}`) ?? weights.get('*') ?? 0
  const best = ours.reduce((best, coding) => (weight(coding) > weight(best) ? coding : best))
  return weight(best) > 0 ? best : null
}

const toGzip = promisify(gzip)
const toBrotli = promisify(brotliCompress)

/** At this quality it is about as fast as gzip, and its output is much smaller. */
const brotliQuality = 4

export function compressed(body: Buffer, coding: ContentCoding): Promise<Buffer> {
  if (coding === 'gzip') return toGzip(body)
  return toBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } })
}
