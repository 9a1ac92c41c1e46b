import { isDeepStrictEqual } from 'node:util'
import { expect, it, vi } from 'vitest'
import { readConnection } from '../support/api/read-connection.js'
import { patient } from '../support/patient.js'
import { runServer, type Run } from '../support/run-server.js'
import { shiftedClock } from '../support/shifted-clock.js'
import { ask, startServer, until } from '../support/start-server.js'
import { describeOn } from '../support/store/describe-on.js'
import { storeEnv } from '../support/store/store-env.js'
import { engines, type StoreHome } from '../support/store/store-home.js'

const minuteMs = 60_000
const pauseMs = 40 * minuteMs
const agents = ['momentum', 'vol-seller'] as const

interface Kept {
  readonly id: string
  readonly seq: number
  readonly asOf: string
  readonly recordedAt: string
  readonly account: { readonly id: string }
}

/** Everything that the agents did, the newest first. */
async function readAll(httpUrl: string) {
  const fields = 'id seq recordedAt account { id }'
  const { data } = await ask<{ accounts: readonly { readonly id: string }[] }>(httpUrl, '{ accounts { id } }')
  return {
    accounts: data?.accounts,
    decisions: await readConnection<Kept>(httpUrl, { field: 'decisions', fields: `${fields} asOf`, first: 1_000 }),
    fills: await readConnection<Kept>(httpUrl, { field: 'fills', fields, first: 1_000 }),
    orders: await readConnection<{ readonly id: string }>(httpUrl, { field: 'orders', fields: 'id', first: 1_000 }),
  }
}

type All = Awaited<ReturnType<typeof readAll>>

/** The same, read until two readings agree: a past is committed between two requests. */
async function readStill(httpUrl: string): Promise<All> {
  for (let last = await readAll(httpUrl); ;) {
    const next = await readAll(httpUrl)
    if (isDeepStrictEqual(next, last)) return next
    last = next
  }
}

/** Each record is there once, and those of an account are counted without a gap, in the order of time. */
function expectWhole({ decisions, fills, orders }: All): void {
  for (const records of [decisions, fills]) {
    const times = records.map(({ recordedAt }) => recordedAt)
    expect(times).toEqual(times.toSorted().reverse())
    for (const account of agents) {
      const seqs = records.filter((one) => one.account.id === account).map(({ seq }) => seq)
      expect(seqs).toEqual(seqs.map((_, at) => seqs.length - at))
    }
  }
  for (const ids of [decisions, fills, orders].map((all) => all.map(({ id }) => id)))
    expect(new Set(ids).size).toBe(ids.length)
}

/** What fills say was bought is what the account has. */
async function expectBooks(httpUrl: string): Promise<void> {
  for (const account of agents) {
    const query = `{ positions(account: "${account}") { positions { symbol side quantityCoin } } performance(account: "${account}") { openPositions } }`
    const { data, errors } = await ask<{
      positions: { positions: readonly Held[] }
      performance: { openPositions: number }
    }>(httpUrl, query)
    if (!data) throw new Error(JSON.stringify(errors))
    expect(data.performance.openPositions).toBe(data.positions.positions.length)
    const fields = 'symbol side quantityCoin'
    const fills = await readConnection<Held>(httpUrl, {
      field: 'fills',
      fields,
      filter: `account: "${account}"`,
      first: 1_000,
    })
    const bought = new Map<string, number>()
    for (const { symbol, side, quantityCoin } of fills)
      bought.set(symbol, (bought.get(symbol) ?? 0) + (side === 'BUY' ? quantityCoin : -quantityCoin))
    const held = new Map(
      data.positions.positions.map((one) => [one.symbol, one.side === 'LONG' ? one.quantityCoin : -one.quantityCoin]),
    )
    for (const symbol of new Set([...bought.keys(), ...held.keys()]))
      expect(held.get(symbol) ?? 0, `${symbol} of ${account}`).toBeCloseTo(bought.get(symbol) ?? 0, 6)
  }
}

interface Held {
  readonly symbol: string
  readonly side: string
  readonly quantityCoin: number
}

async function start(home: StoreHome, env: Record<string, string>): Promise<{ run: Run; httpUrl: string }> {
  const run = runServer({ ...storeEnv(home), AGENTS: agents.join(','), ...env })
  const [, httpUrl = ''] = await run.says(/GraphiQL and API (http:\S+graphql)/)
  return { run, httpUrl }
}

/** What became of the past that the agents get at this start. Null: they get none. */
async function outcomeOf(httpUrl: string): Promise<string | null> {
  const query = '{ status { warmUp { state } } }'
  const state = async () => {
    const { data } = await ask<{ status: { warmUp: { state: string } | null } }>(httpUrl, query)
    return data?.status.warmUp?.state ?? null
  }
  return until(state, (one) => one !== 'RUNNING')
}

/** A server that ran a while ago, and left its agents in the midst of trading. Answers what they did until then. */
async function leaveBehind(home: StoreHome): Promise<All> {
  const env = {
    ...storeEnv(home),
    AGENTS: agents.join(','),
    SIM_WARMUP_HOURS: '1',
    SIM_TICK_MS: '20000',
    SIM_CHAIN_MS: '20000',
  }
  const clock = shiftedClock(Date.now() - pauseMs)
  {
    await using server = await startServer({ clock }, env)
    expect(await outcomeOf(server.httpUrl)).toBe('DONE')
  }
  await using server = await startServer({ clock }, { ...env, AGENTS: 'none', SIM_WARMUP_HOURS: '0' })
  return await readAll(server.httpUrl)
}

/** At what it is killed, and how much later at most. In the end it writes all that was lived in one transaction. */
const places = [
  [/: 25 %/, 0],
  [/: 75 %/, 300],
  [/: (100 %|done)/, 100],
  [/: (100 %|done)/, 100],
] as const

for (const engine of engines) {
  describeOn(engine, 'a server that is killed', (makeHome) => {
    it('in its warm-up has nothing of it, or all, and goes on at the next start', async () => {
      await using home = await makeHome()
      const env = { SIM_WARMUP_HOURS: '1' }
      let found: All | null = null
      for (const [place, mostMs] of places) {
        const { run, httpUrl } = await start(home, env)
        found = await readStill(httpUrl)
        if (found.decisions.length > 0) {
          await run.kill()
          break
        }
        expect(found).toEqual({ accounts: [], decisions: [], fills: [], orders: [] })
        await run.says(place)
        await new Promise((resolve) => setTimeout(resolve, Math.random() * mostMs))
        await run.kill()
      }
      const { run, httpUrl } = await start(home, env)
      expect(await outcomeOf(httpUrl)).not.toBe('FAILED')
      const all = await readStill(httpUrl)
      expectWhole(all)
      for (const account of agents) {
        const made = all.decisions.filter((one) => one.account.id === account)
        expect(made.length, account).toBeGreaterThanOrEqual(59)
      }
      // An agent may trade between two questions.
      await vi.waitFor(() => expectBooks(httpUrl), patient)
      await run.kill()
    })

    it('while its agents catch up has nothing of it, or all, and catches up at the next start', async () => {
      await using home = await makeHome()
      const left = await leaveBehind(home)
      const env = { AGENTS_CATCH_UP: agents.join(','), SIM_WARMUP_HOURS: '6' }
      for (const [place, mostMs] of places) {
        const { run, httpUrl } = await start(home, env)
        const found = await readStill(httpUrl)
        expectWhole(found)
        // Whoever was killed behind the end has it all.
        if (found.decisions.length !== left.decisions.length) {
          await run.kill()
          break
        }
        expect(found).toEqual(left)
        await run.says(place)
        await new Promise((resolve) => setTimeout(resolve, Math.random() * mostMs))
        await run.kill()
      }
      const { run, httpUrl } = await start(home, env)
      expect(await outcomeOf(httpUrl)).not.toBe('FAILED')
      const all = await readStill(httpUrl)
      expectWhole(all)
      const before = new Set(left.decisions.map(({ id }) => id))
      expect(all.decisions.filter(({ id }) => before.has(id))).toHaveLength(before.size)
      for (const account of agents) {
        const added = all.decisions.filter((one) => one.account.id === account && !before.has(one.id))
        const minutes = added.map(({ asOf }) => Math.floor(Date.parse(asOf) / minuteMs))
        expect(added.length, account).toBeGreaterThanOrEqual(pauseMs / minuteMs - 5)
        expect(new Set(minutes).size).toBeGreaterThanOrEqual(pauseMs / minuteMs - 5)
      }
      // An agent may trade between two questions.
      await vi.waitFor(() => expectBooks(httpUrl), patient)
      await run.kill()
    })
  })
}
