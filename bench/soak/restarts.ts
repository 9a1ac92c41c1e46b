import { execFileSync } from 'node:child_process'
import { readConnection } from '../../tests/support/api/read-connection.js'
import { freePort } from '../../tests/support/free-port.js'
import { temporaryDir } from '../../tests/support/temporary-dir.js'
import { flag } from '../support/flags.js'
import { rounded } from '../support/statistics.js'
import { DecisionReader, faultsOf } from './decision-reader.js'
import { startKillable, type KillableServer } from './killable-server.js'
import { yesOrNo, type Outcome } from './outcome.js'
import { pacer } from './pacer.js'
import { Publisher } from './publisher.js'
import { comesTrue, sleep, sleepUpTo } from './waiting.js'

/**
 * As `reconnects`, with decisions published through the API by five bots, 50 a second in all, and with a server that is
 * killed (SIGKILL) and started again on its store, twice. `--clients=200`, `--disconnects=20`.
 */
const clients = flag('clients', 200)
const disconnects = flag('disconnects', 20)
const bots = 5
const perSecond = 50
const kills = 2
const mostLifeMs = 1_500
const settleMs = 30_000
const accountOf = (bot: number) => `soak-${bot}`

function mint(account: string, dataDir: string): string {
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' }
  const command = ['dist/server/token-main.js', '--account', account]
  return execFileSync(process.execPath, command, { env, encoding: 'utf8', stdio: 'pipe' }).trim()
}

/** Tries until somebody is there. */
async function connect(reader: DecisionReader): Promise<void> {
  for (;;) {
    try {
      return await reader.connect()
    } catch {
      await sleepUpTo(200)
    }
  }
}

async function suffer(reader: DecisionReader, over: () => boolean): Promise<void> {
  await connect(reader)
  for (let time = 0; time < disconnects; time += 1) {
    await sleepUpTo(Math.random() < 0.2 ? 20 : mostLifeMs)
    reader.disconnect()
    await connect(reader)
  }
  // What breaks the connection from now on is the server's end alone.
  void reader.lost().then(async function again(): Promise<void> {
    if (over()) return
    reader.disconnect()
    await connect(reader)
    return reader.lost().then(again)
  })
}

async function killInBetween(server: KillableServer): Promise<number[]> {
  const awayMs: number[] = []
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(4_000 + Math.random() * 2_000)
    awayMs.push(await server.killAndStart())
  }
  return awayMs
}

export async function restarts(): Promise<Outcome> {
  using data = temporaryDir()
  await using server = await startKillable({ port: await freePort(), dataDir: data.path })
  const publishers = Array.from({ length: bots }, (_, bot) => {
    return new Publisher(server.httpUrl, mint(accountOf(bot), data.path))
  })
  for (const publisher of publishers) await publisher.publish()
  const start = publishers.at(-1)?.acknowledged[0] ?? ''
  let over = false
  const readers = Array.from({ length: clients }, (_, index) => {
    return new DecisionReader(server.wsUrl, start, index % 2 === 0 ? null : accountOf(0))
  })
  let next = 0
  const publishing = pacer(() => void publishers[(next += 1) % bots]?.publish())
  void publishing.run(perSecond)
  const begun = performance.now()
  const [awayMs] = await Promise.all([
    killInBetween(server),
    Promise.all(readers.map((reader) => suffer(reader, () => over))),
  ])
  const seconds = (performance.now() - begun) / 1_000
  publishing.stop()
  const allAnswered = await comesTrue(settleMs, () => publishers.every(({ isIdle }) => isIdle))

  const fields = 'id account { id }'
  type Node = { readonly id: string; readonly account: { readonly id: string } }
  const all = (await readConnection<Node>(server.httpUrl, { field: 'decisions', fields, first: 1_000 })).toReversed()
  const made = all.slice(all.findIndex(({ id }) => id === start) + 1)
  const whole = made.map(({ id }) => id)
  const ofOne = made.filter(({ account }) => account.id === accountOf(0)).map(({ id }) => id)
  const wanted = (index: number) => (index % 2 === 0 ? whole : ofOne)
  await comesTrue(settleMs, () => readers.every(({ ids }, index) => ids.length >= wanted(index).length))
  over = true
  for (const reader of readers) reader.disconnect()

  const faults = readers.map(({ ids }, index) => faultsOf(ids, wanted(index)))
  const sum = (of: (one: (typeof faults)[number]) => number) => faults.reduce((total, one) => total + of(one), 0)
  const missing = sum((one) => one.missing)
  const repeated = sum((one) => one.repeated)
  const outOfOrder = sum((one) => one.outOfOrder)
  const kept = new Set(all.map(({ id }) => id))
  const acknowledged = publishers.flatMap((publisher) => publisher.acknowledged)
  const lost = acknowledged.filter((id) => !kept.has(id)).length
  const doubled = all.length - acknowledged.length
  return {
    headings: { outOfOrder: 'out of order', lost: 'acknowledged, lost', doubled: 'kept twice', awayMs: 'away ms' },
    rows: [
      {
        case: `${clients} readers, ${disconnects} disconnects each, ${kills} kills`,
        decisions: whole.length,
        delivered: readers.reduce((total, { ids }) => total + ids.length, 0),
        repeats: publishers.reduce((total, publisher) => total + publisher.repeats, 0),
        seconds: rounded(seconds, 0),
        awayMs: awayMs.map((ms) => Math.round(ms)).join(', '),
        lost,
        doubled,
        missing,
        repeated,
        outOfOrder,
        bar: '0 of each',
        holds: yesOrNo(allAnswered && lost + doubled + missing + repeated + outOfOrder === 0),
      },
    ],
  }
}
