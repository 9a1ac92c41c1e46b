import { expect, it } from 'vitest'
import { shiftedClock } from '../support/shifted-clock.js'
import { ask, startServer, type TestServer } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

const minute = 60_000
const pauseMs = 40 * minute

interface Shown {
  readonly status: { readonly warmUp: null | { kind: string; state: string } }
  readonly ofMomentum: { readonly edges: readonly { readonly node: { readonly recordedAt: string } }[] }
  readonly ofVolSeller: { readonly edges: readonly { readonly node: { readonly recordedAt: string } }[] }
}

const shown = `query ($from: DateTime!, $to: DateTime!) {
  status { warmUp { kind state } }
  ofMomentum: decisions(account: ["momentum"], from: $from, to: $to, first: 200) { edges { node { recordedAt } } }
  ofVolSeller: decisions(account: ["vol-seller"], from: $from, to: $to, first: 200) { edges { node { recordedAt } } }
}`

async function look({ httpUrl }: TestServer, fromMs: number, toMs: number): Promise<Shown> {
  const variables = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() }
  const { data, errors } = await ask<Shown>(httpUrl, shown, variables)
  if (!data) throw new Error(JSON.stringify(errors))
  return data
}

it('after a pause the agents of AGENTS_CATCH_UP have traded what they missed, and the others have not', async () => {
  using folder = temporaryDir()
  const env = { DATA_DIR: folder.path, AGENTS: 'momentum,vol-seller', SIM_WARMUP_HOURS: '1' }
  const begun = Date.UTC(2026, 0, 5, 6)
  const before = shiftedClock(begun)
  {
    await using server = await startServer({ clock: before }, env)
    await expect
      .poll(async () => (await look(server, begun - minute, begun)).status.warmUp)
      .toEqual({ kind: 'FIRST_START', state: 'DONE' })
  }
  const stoppedMs = before.now()
  const backMs = stoppedMs + pauseMs
  {
    await using server = await startServer({ clock: shiftedClock(stoppedMs + 1_000) }, env)
    expect(await look(server, begun, backMs)).toMatchObject({ status: { warmUp: null } })
  }
  const clock = shiftedClock(backMs)
  await using server = await startServer({ clock }, { ...env, AGENTS_CATCH_UP: 'momentum' })
  const pause = [stoppedMs + minute, backMs - minute] as const
  await expect
    .poll(async () => (await look(server, ...pause)).status.warmUp)
    .toEqual({ kind: 'CATCH_UP', state: 'DONE' })
  const { ofMomentum, ofVolSeller } = await look(server, ...pause)
  expect(ofMomentum.edges.length).toBeGreaterThanOrEqual(35)
  expect(ofVolSeller.edges).toEqual([])
})
