import { expect, it } from 'vitest'
import { httpBot } from '../support/api/bot.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { ask, type TestServer } from '../support/start-server.js'
import { upgradeStatus } from '../support/upgrade-status.js'

function serverWith(env: Record<string, string>): Promise<TestServer> {
  return startOpen({ AGENTS: 'none', ...env })
}

const hold = (key: number) =>
  `publishDecision(input: { idempotencyKey: "${key}", model: "m", symbol: "BTC-PERPETUAL", action: HOLD, reasoning: "x" }) { __typename }`

it('writes of a user have a limit: one more is refused whole, those of others go on', async () => {
  await using server = await serverWith({ LIMIT_WRITES_PER_MINUTE: '3' })
  const write = async (account: string, document: string) => {
    const authorization = `Bearer ${await tokenOf(account)}`
    return fetch(server.httpUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: document }),
    })
  }
  const tokens = new Map<string, string>()
  const tokenOf = async (account: string) => {
    const token = tokens.get(account) ?? (await server.mint(account))
    tokens.set(account, token)
    return token
  }
  expect((await write('a', `mutation { ${hold(1)} }`)).status).toBe(200)
  const several = await write('a', `mutation { x: ${hold(2)} y: ${hold(3)} z: ${hold(4)} }`)
  expect(several.status).toBe(429)
  expect(Number(several.headers.get('retry-after'))).toBeGreaterThan(0)
  const { errors, data } = (await several.json()) as { errors: { extensions: object }[]; data?: unknown }
  expect(data ?? null).toBeNull()
  expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) as number })
  expect((await write('b', `mutation { ${hold(1)} }`)).status).toBe(200)
  const { data: kept } = await ask<{ decisions: { edges: unknown[] } }>(
    server.httpUrl,
    '{ decisions { edges { node { id } } } }',
  )
  expect(kept?.decisions.edges).toHaveLength(2)
  expect(server.app.services.counts.refusals.get('writes')).toBe(1)
  using socket = await new SocketClient(server.wsUrl).initAs(await tokenOf('a'))
  socket.subscribe('w', `mutation { ${hold(5)} }`)
  expect(JSON.stringify(await socket.next())).toContain('"code":"RATE_LIMITED"')
})

it('accounts that a user opens have a limit', async () => {
  await using server = await serverWith({ LIMIT_ACCOUNTS_PER_HOUR: '2' })
  using bot = httpBot(server, await server.mint('a'))
  const open = () => bot.call('openAccount', { idempotencyKey: `${Math.random()}`, name: 'A' })
  await open()
  await open()
  expect((await open()).errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED' })
})

it('WebSockets that an address opens and closes again count as its operations', async () => {
  await using server = await serverWith({ LIMIT_OPERATIONS_PER_SECOND: '5' })
  let refused = 0
  // However slow the machine is, more than five of them fall into one second.
  while (refused === 0) {
    const opened = await Promise.all(Array.from({ length: 20 }, () => upgradeStatus(server.wsUrl, {})))
    refused = opened.filter((status) => status === 429).length
    expect(opened.filter((status) => status !== 429 && status !== 101)).toEqual([])
  }
  expect(server.app.services.counts.refusals.get('operations')).toBeGreaterThanOrEqual(refused)
})

it('operations of a user and of the address are counted apart', async () => {
  await using server = await serverWith({ LIMIT_OPERATIONS_PER_SECOND: '5' })
  using anonymous = await new SocketClient(server.wsUrl).init()
  using user = await new SocketClient(server.wsUrl).initAs(await server.mint('a'))
  for (let count = 0; count < 50; count += 1) anonymous.subscribe(`${count}`, '{ __typename }')
  user.subscribe('u', '{ __typename }')
  expect(await user.next()).toMatchObject({ type: 'next' })
  let refused = await anonymous.next()
  while (refused.type !== 'error') refused = await anonymous.next()
  expect(refused.payload).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }])
  const page = await (await fetch(server.app.metricsUrl)).text()
  expect(page).toMatch(/gammacast_refusals_total\{limit="operations"\} [1-9]/)
})
