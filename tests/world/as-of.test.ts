import { expect, it } from 'vitest'
import { tomorrow } from '../support/builders.js'
import { MomentsServer } from '../support/kept-moments.js'
import { memoryDir } from '../support/temporary-dir.js'

it('a thousand moments, through a delivery and a restart, are as they were shown then, in every field', async () => {
  using data = memoryDir()
  const startMs = tomorrow - 10 * 60_000
  await using server = new MomentsServer({ DATA_DIR: data.path }, { startMs, seed: 24, most: 1_000 })
  await server.start()
  await server.live(600, { resets: false })
  await server.stop()
  await server.clock.advance(90_000)
  await server.start()
  await server.live(400, { resets: true })
  expect(server.kept).toHaveLength(1_000)
  for (const moment of server.kept.toSorted((a, b) => (a.atMs % 997) - (b.atMs % 997))) {
    expect({ ...moment, shown: await server.showAgain(moment) }).toEqual(moment)
  }
}, 1_200_000)
