import { afterEach, describe, expect, it } from 'vitest'
import { freePort } from '../support/free-port.js'
import { runCommand, type Run } from '../support/run-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

const runs: Run[] = []
const npmStart = (env: Record<string, string>) => {
  const run = runCommand('npm', ['start'], { npm_config_update_notifier: 'false', ...env })
  runs.push(run)
  return run
}

afterEach(() => Promise.all(runs.splice(0).map((run) => run.kill())))

describe('npm start', () => {
  it.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'ends with its server on %s, port and store free',
    async (signal) => {
      using data = temporaryDir()
      const env = { DATA_DIR: data.path, PORT: String(await freePort()) }
      const first = npmStart(env)
      await first.says(/is up/)
      first.child.kill(signal)
      // The server holds the output open as long as it lives.
      await first.exit
      expect(first.output()).toContain('"Stopped"')
      await npmStart(env).says(/is up/)
    },
  )
})
