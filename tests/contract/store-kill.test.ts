import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store } from '../../server/storage/open-store.js'
import { bundledChild, type BundledChild } from '../support/store/bundled-child.js'
import { describeOn } from '../support/store/describe-on.js'
import { readBack } from '../support/store/read-log.js'
import { engines, type StoreHome } from '../support/store/store-home.js'

let script: BundledChild
beforeAll(async () => {
  script = await bundledChild(fileURLToPath(new URL('../support/store/committing-child.ts', import.meta.url)))
})
afterAll(() => script[Symbol.dispose]())

const rounds = 10
const mostCommits = 500

for (const engine of engines) {
  describeOn(engine, 'killed', (makeHome) => {
    it(
      `holds all that was acknowledged, whole and once, and is free for the next server, in ${rounds} rounds`,
      { timeout: 120_000 },
      async () => {
        await using home = await makeHome()
        const acknowledged: string[] = []
        let killed = 0
        for (let round = 0; round < rounds; round += 1) {
          const after = Math.floor((Math.random() * mostCommits) / 2)
          const run = await commitUntilKilled(home, { round, after })
          acknowledged.push(...run.acknowledged)
          killed += run.wasKilled ? 1 : 0
          await using store = await home.open({ exclusive: true })
          await expectWhole(store, acknowledged)
        }
        expect(killed).toBeGreaterThan(rounds / 2)
        expect(acknowledged.length).toBeGreaterThan(rounds)
      },
    )
  })
}

async function expectWhole({ journal }: Store, acknowledged: readonly string[]): Promise<void> {
  const decisions = (await readBack(journal.decisions, {}, 500)).toReversed()
  const ids = decisions.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(expect.arrayContaining([...acknowledged]))
  expect((await readBack(journal.fills, {}, 500)).map(({ id }) => id).toReversed()).toEqual(ids)
  for (const { account, books } of (await journal.accounts()).readable) {
    const own = decisions.filter(({ accountId }) => accountId === account.id)
    expect(own.map(({ seq }) => seq)).toEqual(own.map((_, index) => index + 1))
    expect(books).toEqual(own.length === 0 ? null : { last: own.length - 1 })
    const lastId = own.at(-1)?.id ?? ''
    expect((await journal.answerTo(account.id, lastId))?.answer).toEqual(lastId === '' ? undefined : { id: lastId })
  }
}

/** Kills the child when it said so many ids, in the midst of further commits. */
async function commitUntilKilled(home: StoreHome, { round, after }: { round: number; after: number }) {
  const options = JSON.stringify({ ...home.options, exclusive: true })
  const args = [script.file, options, String(round), String(mostCommits)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const acknowledged: string[] = []
  const delayMs = Math.random() * 5
  for await (const line of createInterface(child.stdout)) {
    if (line !== 'begun') acknowledged.push(line)
    if (acknowledged.length === after) setTimeout(() => child.kill('SIGKILL'), delayMs)
  }
  await ended
  return { acknowledged, wasKilled: child.signalCode === 'SIGKILL' }
}
