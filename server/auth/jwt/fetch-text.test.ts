import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fetchText } from './fetch-text.js'

let server: Server
let answer: (response: ServerResponse) => void
let asked: (string | undefined)[]

beforeEach(async () => {
  asked = []
  server = createServer(({ url, headers }, response) => {
    asked.push(`${url} ${headers.accept}`)
    answer(response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const ask = () => fetchText(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`)
const largest = 262_144

describe('what an address answers', () => {
  it('is read as UTF-8, however its bytes are cut', async () => {
    const text = Buffer.from('{"kid":"é€"}')
    answer = (response) => {
      response.write(text.subarray(0, 9))
      setImmediate(() => response.end(text.subarray(9)))
    }
    expect(await ask()).toBe('{"kid":"é€"}')
    expect(asked).toEqual(['/keys application/json'])
  })

  it('may be empty', async () => {
    answer = (response) => response.end()
    expect(await ask()).toBe('')
  })

  it.each([204, 301, 404, 503])('is nothing to rely on when it is %i', async (status) => {
    answer = (response) => response.writeHead(status, { location: '/elsewhere' }).end('{}')
    await expect(ask()).rejects.toThrow(status === 301 ? 'fetch failed' : `The address answered ${status}`)
    expect(asked).toEqual(['/keys application/json'])
  })

  it('may have 256 KiB, and no more, in one part or in several', async () => {
    answer = (response) => response.end('x'.repeat(largest))
    expect(await ask()).toHaveLength(largest)
    const tooMuch = `The address answered more than ${largest} bytes`
    answer = (response) => response.end('x'.repeat(largest + 1))
    await expect(ask()).rejects.toThrow(tooMuch)
    // It never ends, so who waits for the end waits forever.
    answer = (response) => void response.write('x'.repeat(largest + 1))
    await expect(ask()).rejects.toThrow(tooMuch)
  })
})
