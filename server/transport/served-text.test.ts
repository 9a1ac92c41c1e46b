import type { IncomingMessage, ServerResponse } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { beforeEach, expect, it } from 'vitest'
import { ServedText } from './served-text.js'

const text = 'A line of the text. '.repeat(200)
let makes: number
let served: ServedText
beforeEach(() => {
  makes = 0
  const make = () => {
    makes += 1
    return Promise.resolve(text)
  }
  served = new ServedText(make, { contentType: 'text/plain; charset=utf-8', vary: 'Accept-Encoding' })
})

async function sent(acceptEncoding?: string) {
  const headers: Record<string, unknown> = {}
  let body: Buffer | undefined
  const response = {
    setHeader(name: string, value: unknown) {
      headers[name] = value
      return response
    },
    end: (bytes: Buffer) => void (body = bytes),
  }
  const request = { headers: { 'accept-encoding': acceptEncoding } } as IncomingMessage
  await served.send(request, response as unknown as ServerResponse)
  if (!body) throw new Error('Nothing was sent')
  return { headers, body }
}

it('a text is sent as it is to who takes no coding', async () => {
  const { headers, body } = await sent()
  expect(body.toString()).toBe(text)
  expect(headers).toEqual({
    ETag: expect.stringMatching(/^"[\w-]{22}"$/) as string,
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Encoding',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': text.length,
  })
})

it.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
] as const)('a text is sent in the coding that is asked for, with a tag of its own: %s', async (coding, decode) => {
  const plain = String((await sent()).headers.ETag)
  const { headers, body } = await sent(coding)
  expect(decode(body).toString()).toBe(text)
  expect(headers).toMatchObject({
    ETag: `${plain.slice(0, -1)}-${coding}"`,
    'Content-Encoding': coding,
    'Content-Length': body.length,
  })
})

it('a text is made once, and compressed once in each coding', async () => {
  const [plain, one, two, other] = await Promise.all([sent(), sent('gzip'), sent('gzip'), sent('br')])
  expect(makes).toBe(1)
  expect(two.body).toBe(one.body)
  expect((await sent('gzip')).body).toBe(one.body)
  expect(new Set([plain.body, one.body, other.body]).size).toBe(3)
})
