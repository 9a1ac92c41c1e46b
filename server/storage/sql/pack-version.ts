import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** No version is larger; it bounds what a damaged one may claim to be. */
const maxTextBytes = 64_000_000

/** A text as bytes: by itself, or as the difference from a text before it. */
export function packText(text: string, base: string | null): Uint8Array {
  return deflateRawSync(text, base === null ? {} : { dictionary: Buffer.from(base) })
}

/** At least and at most so much memory is taken for an output at a time: most texts are short, and many are unpacked at once. */
const [leastChunkBytes, mostChunkBytes] = [1_024, 65_536]

/** The text that was packed with the same base. Throws an Error when it is damaged. */
export function unpackText(packed: Uint8Array, base: string | null): string {
  const likelyBytes = Math.max(leastChunkBytes, 4 * packed.length, 2 * (base?.length ?? 0))
  const options = { maxOutputLength: maxTextBytes, chunkSize: Math.min(mostChunkBytes, likelyBytes) }
  return inflateRawSync(packed, { ...options, ...(base !== null && { dictionary: Buffer.from(base) }) }).toString()
}
