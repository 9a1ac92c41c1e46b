import { once } from 'node:events'
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { freePort } from '../support/free-port.js'
import { projectCopy } from '../support/project-copy.js'
import { runCommand } from '../support/run-server.js'
import { ask } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

/** Two processes start and types are generated, on a machine that may do much else. */
const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 120_000, interval: 200 })

it('npm run dev: what is edited shows by itself, in server, dashboard and types', async () => {
  using copy = projectCopy()
  using data = temporaryDir()
  const [first, second, taken] = [await freePort(), await freePort(), await freePort()]
  const other = await listening(taken)
  const path = (file: string) => join(copy.path, file)
  const contentOf = (file: string) => readFileSync(path(file), 'utf8')
  const replace = (file: string, from: string, to: string) =>
    writeFileSync(path(file), contentOf(file).replace(from, to))
  const settings = (port: number) =>
    writeFileSync(path('.env'), `PORT=${port}\nHOST=0.0.0.0\nALLOW_PLAIN_HTTP=true\nDATA_DIR=${data.path}\n`)

  settings(first)
  // Built once, and older than what is edited.
  mkdirSync(path('dist/client'), { recursive: true })
  writeFileSync(path('dist/client/index.html'), 'Yesterday')
  // As from a terminal: a process group of its own, to which Ctrl-C goes.
  const dev = runCommand('setsid', ['npm', 'run', 'dev', '--', '--port', String(taken)], unset, copy.path)
  try {
    const [, dashboard = ''] = await dev.says(/is up: dashboard (http:\S+)\/,/)
    expect(Number(new URL(dashboard).port)).toBeGreaterThan(taken)
    expect((await fetch(`http://127.0.0.1:${first}/`)).status).toBe(404)
    const askThroughVite = (query: string) => ask(`${dashboard}/graphql`, query)
    await eventually(async () =>
      expect(await askThroughVite('{ __typename }')).toEqual({ data: { __typename: 'Query' } }),
    )

    writeFileSync(path('schema/greeting.graphql'), 'extend type Query {\n  "A greeting."\n  greeting: String!\n}\n')
    await eventually(() =>
      expect(contentOf('server/graphql/generated/resolver-types.ts')).toContain('greeting?: Resolver'),
    )
    replace('server/graphql/modules/status/resolvers.ts', 'Query: {', "Query: {\n    greeting: () => 'Good morning',")
    await eventually(async () =>
      expect(await askThroughVite('{ greeting }')).toEqual({ data: { greeting: 'Good morning' } }),
    )

    mkdirSync(path('client/src/features/greeting'))
    writeFileSync(path('client/src/features/greeting/greeting.graphql'), 'query Greeting {\n  greeting\n}\n')
    await eventually(() => expect(contentOf('client/src/gql/graphql.ts')).toContain('GreetingDocument'))
    appendFileSync(path('client/src/app/footer.tsx'), "\nexport const GREETING = 'Good morning'\n")
    await eventually(async () =>
      expect(await (await fetch(`${dashboard}/src/app/footer.tsx`)).text()).toContain('Good morning'),
    )

    settings(second)
    await eventually(async () => expect((await fetch(`http://127.0.0.1:${second}/health`)).status).toBe(200))
    await eventually(async () =>
      expect(await askThroughVite('{ greeting }')).toEqual({ data: { greeting: 'Good morning' } }),
    )

    writeFileSync(path('schema/broken.graphql'), 'type {')
    await dev.says(/The server has ended; it starts again when/)
    rmSync(path('schema/broken.graphql'))
    await eventually(async () =>
      expect(await askThroughVite('{ greeting }')).toEqual({ data: { greeting: 'Good morning' } }),
    )
  } finally {
    other.close()
    process.kill(-(dev.child.pid ?? 0), 'SIGINT')
    // All that it started is gone when its output is closed.
    await dev.exit
  }
  await expect(fetch(`http://127.0.0.1:${second}/health`)).rejects.toThrow()
  const count = (text: string) => dev.output().split(text).length - 1
  expect(count('is up: ')).toBeGreaterThanOrEqual(4)
  expect(count('"Stopped"')).toBe(count('is up: '))
})

/** The copy's `.env` is to say these. */
const unset: Record<string, string | undefined> = {
  PORT: undefined,
  DATA_DIR: undefined,
  npm_config_update_notifier: 'false',
}

/** Where Vite looks whether a port is taken. */
async function listening(port: number): Promise<Server> {
  const server = createServer().listen(port, 'localhost')
  await once(server, 'listening')
  return server
}
