import type { PerMessageDeflateOptions } from 'ws'

/**
 * Compression as we agree to it (RFC 7692): without context in either direction, so that one compressed payload serves
 * all readers, and an idle socket keeps no dictionary. What comes in is inflated by `ws`, which refuses what is too long
 * after inflation; what goes out is compressed by the fan-out.
 */
export const deflateOptions: PerMessageDeflateOptions = {
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
  zlibInflateOptions: { chunkSize: 4_096 },
}

/**
 * Whether a reader can inflate what the fan-out compresses, by the headers of the answer to its upgrade: it agreed to
 * compression without context and to the largest window.
 */
export function inflatesSharedPayloads(responseHeaders: readonly string[]): boolean {
  const extensions = responseHeaders.find((header) => /^sec-websocket-extensions:/i.test(header)) ?? ''
  if (!extensions.includes('permessage-deflate') || !extensions.includes('server_no_context_takeover')) return false
  const window = /server_max_window_bits=(\d+)/.exec(extensions)?.[1] ?? '15'
  return window === '15'
}
