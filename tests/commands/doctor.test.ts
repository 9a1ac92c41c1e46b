import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runBuilt } from '../support/run-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

const doctor = (env: Record<string, string>) => runBuilt('doctor-main', [], env)

it("names no high risk on a developer's own machine, and ends well", async () => {
  using data = temporaryDir()
  const run = doctor({ DATA_DIR: join(data.path, 'new') })
  expect(await run.exit).toBe(0)
  expect(run.output()).toMatch(/0 high and \d low risks\. docs\/deploy\.md has the whole checklist\.\n$/)
})

it('names high risks with their settings and the fix, without secrets, and ends with 1', async () => {
  using data = temporaryDir()
  const DATABASE_URL = 'postgres://user:hunter2@db.example/gammacast'
  const run = doctor({ DATA_DIR: data.path, DATABASE_URL, TRUSTED_PROXIES: '0.0.0.0/0' })
  expect(await run.exit).toBe(1)
  expect(run.output()).toMatch(/^HIGH {2}TRUSTED_PROXIES Any client of a large part of the internet/m)
  expect(run.output()).toMatch(/^HIGH {2}DATABASE_URL .* without TLS\. Let sslmode=verify-full/m)
  expect(run.output()).not.toContain('hunter2')
})

it('names a folder that other users of the machine can read', async () => {
  using data = temporaryDir()
  const folder = join(data.path, 'open')
  mkdirSync(folder)
  chmodSync(folder, 0o755)
  const run = doctor({ DATA_DIR: folder, ALLOWED_HOSTS: 'desk.example.com', TRUSTED_PROXIES: '127.0.0.1' })
  expect(await run.exit).toBe(1)
  expect(run.output()).toContain(`can read ${folder}`)
  chmodSync(folder, 0o700)
  expect(await doctor({ DATA_DIR: folder }).exit).toBe(0)
})

it('names what Node was told', async () => {
  using data = temporaryDir()
  const run = doctor({ DATA_DIR: join(data.path, 'new'), NODE_TLS_REJECT_UNAUTHORIZED: '0' })
  expect(await run.exit).toBe(1)
  expect(run.output()).toMatch(/^HIGH {2}NODE_TLS_REJECT_UNAUTHORIZED /m)
})

it('counts the tokens that allow everything forever, and leaves the store as it is', async () => {
  using data = temporaryDir()
  const env = { DATA_DIR: join(data.path, 'store') }
  expect(await doctor(env).exit).toBe(0)
  expect(existsSync(env.DATA_DIR)).toBe(false)
  const mint = (...args: readonly string[]) => runBuilt('token-main', ['mint', '--scope', 'admin', ...args], env).exit
  expect(await Promise.all([mint('--name', 'A'), mint('--name', 'B', '--expires', '30d')])).toEqual([0, 0])
  const run = doctor(env)
  expect(await run.exit).toBe(0)
  expect(run.output()).toMatch(/^low {3}1 token with the scope admin never expires\./m)
})

describe('ends with 1, and says why, where no server would start:', () => {
  it.each<[string, (folder: string) => Record<string, string>, RegExp]>([
    [
      'certificate',
      (folder) => ({ TLS_CERT: join(folder, 'no.pem'), TLS_KEY: join(folder, 'no.key') }),
      /TLS_CERT=.*no\.pem cannot be read: there is no such file/,
    ],
    [
      'known operations',
      (folder) => ({ OPERATIONS: 'persisted', OPERATIONS_FILE: join(folder, 'no.json') }),
      /OPERATIONS_FILE=.*no\.json cannot be used/,
    ],
    ['recording', (folder) => ({ FEED: 'replay', REPLAY_FILE: join(folder, 'no.jsonl') }), /no\.jsonl/],
    [
      'folder',
      (folder) => ({ DATA_DIR: join(folder, 'file', 'data') }),
      /DATA_DIR=.* cannot be opened: .*file is a file/,
    ],
    [
      'address',
      () => ({ HOST: '192.0.2.1', ALLOW_PLAIN_HTTP: 'true' }),
      /HOST=192\.0\.2\.1 is not an address of this machine/,
    ],
    [
      'address of the metrics',
      () => ({
        METRICS_PORT: '0',
        METRICS_HOST: '192.0.2.1',
        METRICS_TOKEN: '8f14e45fceea167a5a36dedd',
        ALLOW_PLAIN_HTTP: 'true',
      }),
      /METRICS_HOST=192\.0\.2\.1 is not an address/,
    ],
    ['store', (folder) => ({ DATA_DIR: folder }), /The store at DATA_DIR=.* cannot be opened: /],
  ])('%s', async (what, env, why) => {
    using data = temporaryDir()
    writeFileSync(join(data.path, 'file'), '')
    if (what === 'store') writeFileSync(join(data.path, 'gammacast.db'), 'no database '.repeat(1_000))
    const run = doctor({ DATA_DIR: join(data.path, 'new'), ...env(data.path) })
    expect(await run.exit).toBe(1)
    expect(run.output()).toMatch(/^STOP {2}No server starts like this\. /m)
    expect(run.output()).toMatch(why)
    expect(existsSync(join(data.path, 'new'))).toBe(false)
  })
})

it('says what is wrong with settings that no server would start with', async () => {
  const run = doctor({ PORT: 'many' })
  expect(await run.exit).toBe(1)
  expect(run.output()).toContain('PORT=many is not a port')
})
