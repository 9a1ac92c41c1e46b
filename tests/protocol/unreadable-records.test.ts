import { expect, it } from 'vitest'
import { createLogger } from '../../server/lib/logger.js'
import { commitAndTell } from '../support/commit-and-tell.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer } from '../support/start-server.js'
import { newDecision, newFill } from '../support/store/records.js'
import { storeEnv } from '../support/store/store-env.js'
import { sqliteHome } from '../support/store/store-home.js'

const of = { accountId: 'momentum' }

it('a record that does not fit ends what asks for it, masked and logged by its table and id, and nothing else', async () => {
  await using home = sqliteHome()
  const told: string[] = []
  const log = Object.assign(createLogger('silent', false), {
    error: (details: { readonly err?: Error }) => void told.push(details.err?.message ?? ''),
  })
  await using server = await startServer({ feed: new ScriptedFeed(), log }, storeEnv(home))
  const fills = [newFill(of), newFill(of), newFill(of)]
  await commitAndTell(server.app.services, { ...of, decisions: [newDecision(of)], fills })
  const [first, second] = fills
  {
    await using database = home.openDatabase()
    const change = 'UPDATE fills SET body = $1 WHERE id = $2'
    await database.transaction((session) => session.run(change, ['{"priceUsd":"secret"}', second?.id ?? '']))
  }
  const masked = {
    message: expect.stringContaining('Unexpected error') as string,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  }
  const answer = await ask(server.httpUrl, '{ fills(first: 3) { edges { node { id } } } }')
  expect(answer.errors).toMatchObject([masked])
  using socket = await new SocketClient(server.wsUrl).init()
  socket.subscribe('s', 'subscription ($after: ID) { newFill(after: $after) { id } }', { after: first?.id })
  expect(await socket.next()).toMatchObject({ type: 'error', id: 's', payload: [masked] })
  for (const message of told) expect(message).toContain(`fills "${second?.id ?? ''}" does not fit`)
  expect(told).toHaveLength(2)
  expect(JSON.stringify(answer)).not.toContain('secret')

  socket.subscribe('t', 'subscription ($after: ID) { newFill(after: $after) { id } }', { after: second?.id })
  expect(await socket.nextData('t')).toEqual({ newFill: { id: fills[2]?.id } })
  const { data } = await ask(
    server.httpUrl,
    '{ fills(first: 1) { edges { node { id } } } decisions { edges { cursor } } }',
  )
  expect(data).toMatchObject({ fills: { edges: [{ node: { id: fills[2]?.id } }] }, decisions: { edges: [{}] } })
})
