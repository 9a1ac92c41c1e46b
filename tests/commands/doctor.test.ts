import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
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
  expect(run.output()).toMatch(/^HIGH {2}TRUSTED_PROXIES Any client may claim any address/m)
  expect(run.output()).toMatch(/^HIGH {2}DATABASE_URL .* Add sslmode=verify-full/m)
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

it('says what is wrong with settings that no server would start with', async () => {
  const run = doctor({ PORT: 'many' })
  expect(await run.exit).toBe(1)
  expect(run.output()).toContain('PORT=many is not a port')
})
