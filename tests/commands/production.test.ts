import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { runCommand, type Run } from '../support/run-server.js'
import { productionCopy } from './production-copy.js'

/** A registry that is away: whoever installs fails. */
const noRegistry = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_update_notifier: 'false' }

const runs: Run[] = []
const npm = (args: readonly string[], cwd: string, env: Record<string, string> = {}) => {
  const run = runCommand('npm', args, { ...noRegistry, ...env }, cwd)
  runs.push(run)
  return run
}

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly scripts: Record<string, string> }

/** Runs the command of a script as npm does, without npm, which takes a second. */
const script = (command: string, cwd: string, { args = '', env = {} }: Told = {}) => {
  const run = runCommand('sh', ['-c', `${scripts[command]} ${args}`], { ...noRegistry, ...env }, cwd)
  runs.push(run)
  return run
}

interface Told {
  readonly args?: string
  readonly env?: Record<string, string>
}

afterEach(() => Promise.all(runs.splice(0).map((run) => run.kill())))

describe('a production copy', () => {
  it('starts, and mints tokens beside the running server, from what it has', async () => {
    using copy = productionCopy({ starts: true })
    const DATA_DIR = join(copy.path, 'data')
    const server = npm(['start'], copy.path, { DATA_DIR, NODE_ENV: 'production' })
    await server.says(/is up: dashboard http/)
    const minting = npm(['run', 'token', '--', '--account', 'my-bot'], copy.path, { DATA_DIR })
    expect(await minting.exit).toBe(0)
    expect(minting.output()).toMatch(/^gct_[\w-]{43}$/m)
    expect(server.output() + minting.output()).not.toMatch(/Installing|Building/)
    expect(existsSync(join(copy.path, 'node_modules', 'graphql'))).toBe(true)
    expect(existsSync(join(copy.path, 'node_modules', 'typescript'))).toBe(false)
    await server.kill()
  })

  it.each(['build', 'test', 'check', 'dev', 'bench', 'codegen', 'format'])(
    'says that it has no tools for npm run %s',
    async (command) => {
      using copy = productionCopy()
      const run = script(command, copy.path)
      expect(await run.exit).toBe(1)
      expect(run.output().trim()).toMatch(/^This is a production copy.*"npm ci --include=dev"[^\n]*$/)
    },
  )

  it('says which package it lacks, and installs none', async () => {
    using copy = productionCopy()
    rmSync(join(copy.path, 'node_modules', 'pino'))
    const run = script('token', copy.path, { args: '--account my-bot' })
    expect(await run.exit).toBe(1)
    expect(run.output().trim()).toMatch(/^This production copy lacks packages, for example node_modules\/pino,[^\n]*$/)
  })

  it.each([
    ['start', /^This production copy lacks dist\/.*"npm ci --include=dev"[^\n]*$/],
    ['token', /^This production copy lacks dist\/.*"npm ci --include=dev"[^\n]*$/],
    ['build', /^The packages here are those of production.*"npm ci --include=dev"[^\n]*$/],
    ['dev', /^The packages here are those of production.*"npm ci --include=dev"[^\n]*$/],
  ])('keeps its packages without dist/ too: npm run %s says what to do', async (command, message) => {
    using copy = productionCopy()
    rmSync(join(copy.path, 'dist'), { recursive: true })
    const run = script(command, copy.path)
    expect(await run.exit).toBe(1)
    expect(run.output().trim()).toMatch(message)
    expect(existsSync(join(copy.path, 'node_modules', 'graphql'))).toBe(true)
  })

  it('installs nothing where one of its packages is gone, whichever', async () => {
    using copy = productionCopy()
    rmSync(join(copy.path, 'node_modules', 'graphql'))
    const run = script('start', copy.path)
    expect(await run.exit).toBe(1)
    expect(run.output().trim()).toMatch(/lacks packages, for example node_modules\/graphql,/)
    expect(existsSync(join(copy.path, 'node_modules', 'pino'))).toBe(true)
  })

  it('installs nothing where its packages are gone altogether and NODE_ENV says production', async () => {
    using copy = productionCopy()
    rmSync(join(copy.path, 'node_modules'), { recursive: true })
    const run = script('start', copy.path, { env: { NODE_ENV: 'production' } })
    expect(await run.exit).toBe(1)
    expect(run.output().trim()).toMatch(/^This production copy lacks packages/)
  })
})
