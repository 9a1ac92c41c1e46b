import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { listen } from './listen.js'

it.each(['0.0.0.0', '127.0.0.1', 'localhost'])('the address of a server on %s is one to go to', async (host) => {
  const server = createServer((_request, response) => response.end('here'))
  try {
    const url = await listen(server, { host, port: 0 })
    expect(new URL(url).hostname).not.toBe('0.0.0.0')
    expect(await (await fetch(url)).text()).toBe('here')
  } finally {
    server.close()
  }
})
