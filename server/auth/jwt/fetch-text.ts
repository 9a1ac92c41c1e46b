const timeoutMs = 3_000
const mostBytes = 262_144

/** The text that an address answers with status 200. Rejects when it redirects, takes too long or sends too much. */
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
