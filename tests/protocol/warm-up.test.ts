import { afterEach, expect, it } from 'vitest'
import { runServer, type Run } from '../support/run-server.js'
import { ask } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

const running: Run[] = []
afterEach(() => Promise.all(running.splice(0).map((run) => run.kill())))

const agents = ['momentum', 'vol-seller', 'mean-reversion', 'buy-and-hold']

interface Shown {
  readonly status: { readonly warmUp: null | { state: string; from: string; to: string; progressPct: number } }
  readonly accounts: readonly { readonly id: string; readonly openedAt: string }[]
  readonly decisions: { readonly edges: readonly { readonly node: { readonly recordedAt: string } }[] }
}

const shown = `{
  status { warmUp { state from to progressPct } }
  accounts { id openedAt }
  decisions(first: 500) { edges { node { recordedAt } } }
}`

/** A server of the half day before, with a store of its own or this one. Resolves when it serves. */
async function start(dataDir: string) {
  const run = runServer({ DATA_DIR: dataDir, SIM_WARMUP_HOURS: '12', AUTH: 'off' })
  running.push(run)
  const [, url = ''] = await run.says(/GraphiQL and API (http:\S+graphql)/)
  return { run, url, look: async () => (await ask<Shown>(url, shown)).data ?? raise('no answer') }
}

const raise = (message: string): never => {
  throw new Error(message)
}

it('a server that is killed in its warm-up makes the past at the next start, whole and once', async () => {
  using folder = temporaryDir()
  const first = await start(folder.path)
  await first.run.says(/Warm-up: 25 %/)
  const bot =
    'mutation { openAccount(input: { account: "bot", name: "A bot", depositUsd: 1000, idempotencyKey: "1" }) { __typename } }'
  expect((await ask(first.url, bot)).errors).toBeUndefined()
  const early = await first.look()
  expect(early).toMatchObject({ accounts: [{ id: 'bot' }], decisions: { edges: [] } })
  expect(early.status.warmUp).toMatchObject({ state: 'RUNNING' })
  expect(early.status.warmUp?.progressPct).toBeGreaterThanOrEqual(25)
  const { errors } = await ask(first.url, '{ performance(account: "momentum") { accountValueUsd } }')
  expect(errors).toMatchObject([{ extensions: { code: 'UNKNOWN_ACCOUNT' } }])
  expect(errors?.[0]?.message).toContain('being prepared')
  await first.run.kill()

  const second = await start(folder.path)
  expect(await second.look()).toMatchObject({ accounts: [{ id: 'bot' }], decisions: { edges: [] } })
  await second.run.says(/Warm-up: done/)
  const late = await second.look()
  const { from = '' } = late.status.warmUp ?? {}
  expect(late.status.warmUp).toMatchObject({ state: 'DONE', progressPct: 100 })
  expect(late.accounts.map(({ id }) => id).sort()).toEqual([...agents, 'bot'].sort())
  for (const { id, openedAt } of late.accounts) if (id !== 'bot') expect(openedAt).toBe(from)
  const times = late.decisions.edges.map(({ node }) => node.recordedAt)
  expect(times).toHaveLength(500)
  expect(times).toEqual([...times].sort().reverse())
  await second.run.kill()

  const third = await start(folder.path)
  expect(await third.look()).toMatchObject({ status: { warmUp: null } })
  const byId = ({ accounts }: Shown) => [...accounts].sort((a, b) => a.id.localeCompare(b.id))
  expect(byId(await third.look())).toEqual(byId(late))
  await third.run.kill()
})

it('a server that is told to stop in its warm-up ends at once', async () => {
  using folder = temporaryDir()
  const { run } = await start(folder.path)
  await run.says(/Warm-up: 25 %/)
  run.child.kill('SIGTERM')
  expect(await run.exit).toBe(0)
  expect(run.output()).not.toContain('Warm-up: done')
})
