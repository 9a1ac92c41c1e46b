import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { freePort } from '../support/free-port.js'
import { projectCopy } from '../support/project-copy.js'
import type { Run } from '../support/run-server.js'
import { runCommand } from '../support/run-server.js'
import { ask } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

/** Two processes start and types are generated, on a machine that may do much else. */
const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 120_000, interval: 200 })

it('npm run dev: what is edited shows by itself, in server, dashboard and types', async () => {
  using copy = projectCopy()
  using data = temporaryDir()
  const [first, second, vite] = [await freePort(), await freePort(), await freePort()]
  const path = (file: string) => join(copy.path, file)
  const contentOf = (file: string) => readFileSync(path(file), 'utf8')
  const replace = (file: string, from: string, to: string) =>
    writeFileSync(path(file), contentOf(file).replace(from, to))
  const settings = (port: number) => writeFileSync(path('.env'), `PORT=${port}\nHOST=0.0.0.0\nDATA_DIR=${data.path}\n`)
  const dashboard = `http://localhost:${vite}`
  const askThroughVite = (query: string) => ask(`${dashboard}/graphql`, query)

  settings(first)
  const dev = runCommand('npm', ['run', 'dev', '--', '--port', String(vite)], unset, copy.path)
  try {
    await dev.says(/is up: no dashboard here \(npm run build makes it; with npm run dev it is at the address that Vite/)
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
  } finally {
    await endOf(dev)
  }
  await expect(fetch(`http://127.0.0.1:${second}/health`)).rejects.toThrow()
})

/** The copy's `.env` is to say these. */
const unset: Record<string, string | undefined> = {
  PORT: undefined,
  DATA_DIR: undefined,
  npm_config_update_notifier: 'false',
}

/** All that it started is gone when its output is closed. */
async function endOf(dev: Run): Promise<void> {
  dev.child.kill('SIGTERM')
  await dev.exit
}
