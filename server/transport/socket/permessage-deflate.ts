import type { PerMessageDeflateOptions } from 'ws'

/**
 * The compression that we agree to (RFC 7692): without context in either direction. So one compressed payload serves
 * all readers. `ws` inflates what comes in, refuses what is too long after that, and keeps an inflater for each socket that
 * has sent something compressed. The fan-out compresses what goes out.
 */
export const deflateOptions: PerMessageDeflateOptions = {
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
  zlibInflateOptions: { chunkSize: 4_096 },
}

/**
 * Whether a reader can inflate what the fan-out compresses. The headers of the answer to its upgrade say whether it
 * agreed to compression without context and to the largest window.
 */
export function inflatesSharedPayloads(responseHeaders: readonly string[]): boolean {
  const extensions = responseHeaders.find((header) => /^sec-websocket-extensions:/i.test(header)) ?? ''
  if (!extensions.includes('permessage-deflate') || !extensions.includes('server_no_context_takeover')) return false
  const window = /server_max_window_bits=(\d+)/.exec(extensions)?.[1] ?? '15'
  return window === '15'
}
