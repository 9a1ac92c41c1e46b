import { afterEach, beforeEach, expect, it } from 'vitest'
import { commitAndTell } from '../support/commit-and-tell.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { startServer, type TestServer } from '../support/start-server.js'
import { newFill } from '../support/store/records.js'

const READERS = 40

let server: TestServer
beforeEach(async () => {
  server = await startServer({ feed: new ScriptedFeed() })
})
afterEach(() => server[Symbol.asyncDispose]())

const fill = (id: string) =>
  commitAndTell(server.app.services, { accountId: 'momentum', fills: [newFill({ accountId: 'momentum', id })] })

/** Subscribes, asks on the same socket without waiting, and reads until the last fill has come. */
async function readUntil(lastId: () => string | null): Promise<readonly string[]> {
  using socket = await new SocketClient(server.wsUrl).init()
  socket.subscribe('news', 'subscription { newFill { id } }')
  socket.subscribe('page', '{ fills(first: 1000) { edges { node { id } } } }')
  const ids = new Set<string>()
  let hasPage = false
  // The page may come after later fills.
  while (!hasPage || !ids.has(lastId() ?? '')) {
    const { type, id, payload } = await socket.next()
    if (type !== 'next') continue
    const { data } = payload as {
      data: { newFill?: { id: string }; fills?: { edges: { node: { id: string } }[] } }
    }
    if (id === 'page') {
      hasPage = true
      for (const { node } of data.fills?.edges ?? []) ids.add(node.id)
    } else if (data.newFill) ids.add(data.newFill.id)
  }
  return [...ids]
}

it('a query that follows a subscription on its socket leaves nothing between the two', async () => {
  let count = 0
  let isOver = false
  let last: string | null = null
  const writing = (async () => {
    while (!isOver) await fill(`fill-${(count += 1)}`)
  })()
  const readers: Promise<readonly string[]>[] = []
  for (let reader = 0; reader < READERS; reader += 1) {
    const before = count
    readers.push(readUntil(() => last))
    // Each begins at another moment of the writing.
    while (count < before + 3) await new Promise((resolve) => setImmediate(resolve))
  }
  isOver = true
  await writing
  count += 1
  await fill(`fill-${count}`)
  last = `fill-${count}`
  // For those that wait for a message to look.
  count += 1
  await fill(`fill-${count}`)
  const all = Array.from({ length: count - 1 }, (_, index) => `fill-${index + 1}`)
  for (const ids of await Promise.all(readers)) expect(all.filter((id) => !ids.includes(id))).toEqual([])
})
