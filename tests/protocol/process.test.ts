import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Run } from '../support/run-server.js'
import { runServer } from '../support/run-server.js'
import { SocketClient } from '../support/socket-client.js'

const runs: Run[] = []
afterEach(() => Promise.all(runs.splice(0).map((one) => one.kill())))

function run(env: Record<string, string>): Run {
  const started = runServer(env)
  runs.push(started)
  return started
}

const up = /dashboard (http:\/\/127\.0\.0\.1:\d+\/), GraphiQL and API \S+graphql, feed simulated/

describe('the process', () => {
  it('says where it serves and which feed it reads, as one JSON line when nobody looks', async () => {
    const server = run({})
    await server.says(up)
    const [line = ''] = server.output().split('\n')
    expect(JSON.parse(line)).toMatchObject({ level: 30, feed: 'simulated' })
  })

  it('on SIGTERM asks its clients to come back and ends with 0', async () => {
    const server = run({})
    const [, url = ''] = await server.says(up)
    using socket = await new SocketClient(`${url.replace('http', 'ws')}graphql`).init()
    socket.subscribe('a', 'subscription { marketData { seq } }')
    await socket.nextData('a')
    server.child.kill('SIGTERM')
    expect((await socket.closed).code).toBe(1012)
    expect(await server.exit).toBe(0)
  })

  it('ends though a client takes no notice', async () => {
    const server = run({})
    const [, url = ''] = await server.says(up)
    using socket = await new SocketClient(`${url.replace('http', 'ws')}graphql`).init()
    socket.socket.pause()
    const begun = Date.now()
    server.child.kill('SIGTERM')
    expect(await server.exit).toBe(0)
    expect(Date.now() - begun).toBeLessThan(15_000)
  })

  it('says in one line that its port is taken, and which to try', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const server = run({ PORT: String(port) })
    expect(await server.exit).toBe(1)
    expect(server.output().trim()).toBe(
      `Port ${port} on 127.0.0.1 is taken by another program; choose another, for example PORT=${port + 1}`,
    )
    other.close()
  })

  it('lists all faults of its configuration and does not start', async () => {
    const server = run({ PORT: 'http', FEED: 'replay' })
    expect(await server.exit).toBe(1)
    expect(server.output().trim().split('\n')).toEqual([
      'The configuration is not usable:',
      '  PORT=http is not a port from 0 to 65535 (0: any free one); for example PORT=4000',
      '  REPLAY_FILE is missing, and FEED=replay needs it; for example REPLAY_FILE=./recording.jsonl',
    ])
  })

  it('says in one line that a recording cannot be read', async () => {
    const server = run({ FEED: 'replay', REPLAY_FILE: '/nowhere/session.jsonl' })
    expect(await server.exit).toBe(1)
    expect(server.output().trim().split('\n')).toHaveLength(1)
    expect(server.output()).toContain('/nowhere/session.jsonl')
  })
})
