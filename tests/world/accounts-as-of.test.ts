import { expect, it } from 'vitest'
import { tomorrow } from '../support/builders.js'
import { AccountsServer } from '../support/kept-accounts.js'
import { memoryDir } from '../support/temporary-dir.js'

const moments = 1_000

it('accounts are at a thousand moments what their readers saw then, in every field, through a delivery and a restart', async () => {
  using data = memoryDir()
  const startMs = tomorrow - 15 * 60_000 - 300
  const env = { DATA_DIR: data.path, AGENTS: 'momentum,vol-seller,buy-and-hold' }
  await using server = new AccountsServer(env, { startMs, seed: 31, most: moments })
  await server.start()
  await server.live(5)
  await server.open()
  await server.live(595)
  await server.stop()
  await server.clock.advance(90_000)
  await server.start()
  await server.live(400)
  await server.showAll()
  expect(new Set(server.kept.map(({ atMs }) => atMs)).size).toBe(moments)
  for (const moment of server.kept.toSorted((a, b) => (a.atMs % 997) - (b.atMs % 997))) {
    expect({ ...moment, shown: await server.showAgain(moment) }).toEqual(moment)
  }
}, 1_200_000)
