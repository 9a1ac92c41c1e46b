const timeoutMs = 3_000
const mostBytes = 262_144

/** What an address answers with 200. It may not lead elsewhere, take long or be long. */
export async function fetchText(url: string): Promise<string> {
  const signal = AbortSignal.timeout(timeoutMs)
  const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } })
  if (response.status !== 200) {
    await response.body?.cancel()
    throw new Error(`The address answered ${response.status}`)
  }
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += (part as Uint8Array).byteLength
    // Leaving the loop cancels the body.
    if (bytes > mostBytes) throw new Error(`The address answered more than ${mostBytes} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}
