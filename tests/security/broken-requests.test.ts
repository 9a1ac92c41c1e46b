import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createLogger } from '../../server/lib/logger.js'
import { startServer, type TestServer } from '../support/start-server.js'

let server: TestServer
const logged: unknown[] = []
const note = (facts: unknown) => void logged.push(facts)
const log = { ...createLogger('silent', false), error: note, warn: note }
afterEach(() => server[Symbol.asyncDispose]())

async function serve(env: Record<string, string> = {}): Promise<void> {
  logged.length = 0
  server = await startServer({ log }, { AGENTS: 'none', ...env })
}

/** All that comes back to a text until the server closes. */
async function answerTo(text: string): Promise<string> {
  const { port } = new URL(server.httpUrl)
  const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
  socket.write(text)
  let answer = ''
  for await (const part of socket) answer += String(part)
  return answer
}

const post = 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
const broken: readonly [string, string, number][] = [
  ['is no HTTP at all', '\x16\x03\x01 hello\r\n\r\n', 400],
  ['has two lengths', `${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400],
  ['has a chunk whose length is none', `${post}Transfer-Encoding: chunked\r\n\r\nxyz\r\n`, 400],
  ['has headers without end', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}`, 431],
  ['has too long an extension of a chunk', `${post}Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(17_000)}`, 413],
]

describe('a request that Node itself refuses', () => {
  it.each(broken)(
    'because it %s has an answer like others, is counted, and not logged',
    async (_what, text, status) => {
      await serve()
      const { counts } = server.app.services
      const answer = await answerTo(text)
      const [head = '', body = ''] = answer.split('\r\n\r\n')
      expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
      for (const line of ['X-Content-Type-Options: nosniff', 'Cache-Control: no-store', 'Connection: close'])
        expect(head.split('\r\n')).toContain(line)
      expect(head).toMatch(/^Content-Security-Policy: default-src 'none'/m)
      expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] })
      expect(answer).not.toMatch(/HPE_|node:|Parse Error/)
      expect(await (await fetch(server.app.metricsUrl)).text()).toContain(
        `gammacast_refused_requests_total{status="${status}"} 1`,
      )
      expect(counts.refusals.size).toBe(0)
      expect(logged).toEqual([])
    },
  )

  it('counts as an operation of its address, which gets no answer when it did too much', async () => {
    await serve({ LIMIT_OPERATIONS_PER_SECOND: '5' })
    let answers: string[] = []
    while (!answers.includes('')) answers = await Promise.all(Array.from({ length: 20 }, () => answerTo('x\r\n\r\n')))
    expect(server.app.services.counts.refusals.get('operations')).toBeGreaterThan(0)
    expect(logged).toEqual([])
  })

  it('is not answered in place of the request before it', async () => {
    await serve()
    const query = '{"query":"{ __typename }"}'
    const whole = `${post}Content-Length: ${query.length}\r\n\r\n${query}`
    const answer = await answerTo(`${whole}no request\r\n\r\n`)
    expect(answer).not.toMatch(/^HTTP\/1\.1 400/)
  })
})
