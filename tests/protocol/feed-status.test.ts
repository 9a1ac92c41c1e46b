import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { freePort } from '../support/free-port.js'
import { ask, startServer, until } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

interface Feed {
  readonly state: string
  readonly since: string
  readonly nextAttemptAt: string | null
  readonly detail: string | null
  readonly recording: Record<string, unknown> | null
}

const recordingFields = 'from to frames pausesCut secondsCut startsOver unread cutOff undated misdated outOfOrder'
const query = `{ status { feed { state since nextAttemptAt detail recording { ${recordingFields} } } } }`
const feedOf = async (url: string) => (await ask<{ status: { feed: Feed } }>(url, query)).data?.status.feed

it('says of an exchange that cannot be reached: what went wrong, since when, and when it is tried again', async () => {
  const url = `ws://127.0.0.1:${await freePort()}/ws/api/v2`
  await using server = await startServer({}, { FEED: 'deribit', DERIBIT_URL: url, AGENTS: 'none' })
  const waiting = await until(
    () => feedOf(server.httpUrl),
    (feed) => feed?.nextAttemptAt != null,
  )
  expect(waiting).toMatchObject({
    state: 'RECONNECTING',
    detail: expect.stringMatching(/^nobody listens at the exchange's address \(connect ECONNREFUSED/),
    recording: null,
  })
  // The next attempts fail as well, and are one outage.
  const later = await until(
    () => feedOf(server.httpUrl),
    (feed) => feed?.nextAttemptAt != null && feed.nextAttemptAt !== waiting?.nextAttemptAt,
  )
  expect(later?.since).toBe(waiting?.since)
  expect(Date.parse(later?.nextAttemptAt ?? '')).toBeGreaterThan(Date.parse(later?.since ?? ''))
})

it('says of a recording what of it is not played', async () => {
  using folder = temporaryDir()
  const file = join(folder.path, 'day.jsonl')
  const startMs = Date.UTC(2026, 10, 20, 12)
  const frame = (afterMs: number) => ({
    receivedTimeMs: startMs + afterMs,
    frame: {
      method: 'subscription',
      params: { channel: 'deribit_price_index.btc_usd', data: { timestamp: startMs + afterMs, price: 84_000 } },
    },
  })
  const lines = [...[0, 1_000, 90_000_000].map((afterMs) => JSON.stringify(frame(afterMs))), 'what is this?', '{"cut']
  await writeFile(file, lines.join('\n'))
  const env = { FEED: 'replay', REPLAY_FILE: file, REPLAY_SPEED: '100', REPLAY_LOOP: 'false', AGENTS: 'none' }
  await using server = await startServer({}, env)
  const ended = await until(
    () => feedOf(server.httpUrl),
    (feed) => feed?.state === 'ENDED',
  )
  expect(ended).toMatchObject({ nextAttemptAt: null, detail: 'the recording is over' })
  expect(ended?.recording).toEqual({
    from: new Date(startMs).toISOString(),
    to: new Date(startMs + 90_000_000).toISOString(),
    frames: 3,
    pausesCut: 1,
    secondsCut: 89_994,
    startsOver: 0,
    unread: 1,
    cutOff: true,
    undated: 0,
    misdated: 0,
    outOfOrder: 0,
  })
})
