import { describe, expect, it } from 'vitest'
import { fileBrowser } from '../support/file-browser.js'
import { digest, messages, serveMessages, textOfMessage } from '../support/message-server.js'
import { newPage } from './dashboard-page.js'

const payloads = messages(10_000)
const browser = fileBrowser()

interface Read {
  readonly extensions: string
  readonly digests: readonly string[]
}

/** Runs in the page: reads all messages, and digests them in portions that fit into its memory. */
async function readAll([url, count]: [string, number]): Promise<Read> {
  const portion = 1_000
  const digests: string[] = []
  let texts: string[] = []
  const socket = new WebSocket(url, 'graphql-transport-ws')
  const hexOf = async (portion: string[]) => {
    const bytes = new TextEncoder().encode(portion.map((text) => `${text}\n`).join(''))
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
  const portions: string[][] = []
  await new Promise<void>((resolve, reject) => {
    socket.onerror = () => reject(new Error('The socket failed'))
    socket.onclose = ({ code }) => reject(new Error(`The socket closed with ${code}`))
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      texts.push(data)
      if (texts.length === portion) {
        portions.push(texts)
        texts = []
      }
      if (portions.length * portion === count) resolve()
    }
  })
  for (const portion of portions) digests.push(await hexOf(portion))
  return { extensions: socket.extensions, digests }
}

describe('a browser', () => {
  it('reads 10,000 messages of every length as they were sent, compressed', async () => {
    await using server = await serveMessages(payloads)
    const page = await newPage(browser)
    await page.goto(`http://${server.url}/`)
    const { extensions, digests } = await page.evaluate(readAll, [`ws://${server.url}/`, payloads.length] as [
      string,
      number,
    ])
    expect(extensions).toContain('permessage-deflate')
    const wanted = Array.from({ length: 10 }, (_, index) =>
      digest(payloads.slice(index * 1_000, (index + 1) * 1_000).map(textOfMessage)),
    )
    expect(digests).toEqual(wanted)
    const plainBytes = payloads.reduce((sum, payload) => sum + Buffer.byteLength(textOfMessage(payload)), 0)
    expect(server.counts.bytes).toBeLessThan(plainBytes * 0.7)
  })
})
