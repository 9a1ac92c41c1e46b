import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** No version is larger; it bounds what a damaged one may claim to be. */
const maxTextBytes = 64_000_000

/** A text as bytes: by itself, or as the difference from a text before it. */
export function packText(text: string, base: string | null): Uint8Array {
  return deflateRawSync(text, base === null ? {} : { dictionary: Buffer.from(base) })
}

/** The text that was packed with the same base. Throws an Error when it is damaged. */
export function unpackText(packed: Uint8Array, base: string | null): string {
  const options = { maxOutputLength: maxTextBytes, ...(base !== null && { dictionary: Buffer.from(base) }) }
  return inflateRawSync(packed, options).toString()
}
