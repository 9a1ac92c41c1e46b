import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Writable } from 'node:stream'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { beforeEach, expect, it, vi } from 'vitest'
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

class Sent extends Writable {
  readonly headers: Record<string, unknown> = {}
  readonly pieces: Buffer[] = []

  setHeader(name: string, value: unknown): this {
    this.headers[name] = value
    return this
  }

  get body(): Buffer {
    return Buffer.concat(this.pieces)
  }

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.pieces.push(piece)
    done()
  }
}

async function sent(acceptEncoding?: string): Promise<Sent> {
  const response = new Sent()
  const request = { headers: { 'accept-encoding': acceptEncoding } } as IncomingMessage
  await Promise.all([once(response, 'finish'), served.send(request, response as unknown as ServerResponse)])
  return response
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

it('a text that could not be made is made at the next request', async () => {
  const make = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('no memory')).mockResolvedValue(text)
  served = new ServedText(make, { contentType: 'text/plain', vary: 'Accept' })
  const refused = served.send({ headers: {} } as IncomingMessage, new Sent() as unknown as ServerResponse)
  await expect(refused).rejects.toThrow('no memory')
  expect((await sent()).body.toString()).toBe(text)
  expect((await sent()).body.toString()).toBe(text)
  expect(make).toHaveBeenCalledTimes(2)
})

const isSameMemory = ({ pieces: [a] }: Sent, { pieces: [b] }: Sent) =>
  a?.buffer === b?.buffer && a?.byteOffset === b?.byteOffset

it('a text is made once, and compressed once in each coding', async () => {
  const [plain, one, two, other] = await Promise.all([sent(), sent('gzip'), sent('gzip'), sent('br')])
  expect(makes).toBe(1)
  for (const again of [two, await sent('gzip')]) expect(isSameMemory(again, one)).toBe(true)
  for (const another of [plain, other]) expect(isSameMemory(another, one)).toBe(false)
})
