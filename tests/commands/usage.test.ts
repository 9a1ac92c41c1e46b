import { describe, expect, it } from 'vitest'
import { runBuilt, runCommand } from '../support/run-server.js'

/** What a command wrote, and how it ended. */
async function ended(run: ReturnType<typeof runCommand>) {
  const code = await run.exit
  return { code, ...run.written() }
}

const built = (entry: Parameters<typeof runBuilt>[0], args: readonly string[]) => ended(runBuilt(entry, args, {}))
const script = (name: string, args: readonly string[]) =>
  ended(runCommand(process.execPath, [`scripts/${name}.mjs`, ...args], {}))

const entries = [
  ['main', 'Usage: npm start\n'],
  ['token-main', 'Usage: npm run token -- --account <id>'],
  ['doctor-main', 'Usage: npm run doctor\n'],
  ['backtest-main', 'Usage: npm run backtest -- --agent'],
  ['history-main', 'Usage: npm run history -- list'],
] as const
const scripts = [
  ['check', 'Usage: npm run check\n'],
  ['contract', 'Usage: npm run contract\n'],
  ['build', 'Usage: npm run build\n'],
  ['bench', 'Usage: npm run bench [-- <benchmark> …]'],
  ['mutate', 'Usage: npm run mutate [-- <room> …]'],
] as const

describe.each(['--help', '-h'])('%s says how a command is called, and nothing else:', (flag) => {
  const toldAlone = (usage: string) => ({
    code: 0,
    stdout: expect.stringMatching(startOf(usage)) as string,
    stderr: '',
  })

  it.each(entries)('%s', async (entry, usage) => {
    expect(await built(entry, [flag])).toEqual(toldAlone(usage))
  })

  it.each(scripts)('scripts/%s.mjs', async (name, usage) => {
    expect(await script(name, [flag])).toEqual(toldAlone(usage))
  })
})

describe('an argument that a command does not know is told with how it is called, and ends it with 1:', () => {
  const refused = (usage: string) => ({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining(`\n\n${usage}`) as string,
  })

  it.each(entries.filter(([entry]) => entry !== 'main'))('%s', async (entry, usage) => {
    expect(await built(entry, ['--unheard-of'])).toEqual(refused(usage))
  })

  it.each(scripts.slice(0, 3))('scripts/%s.mjs', async (name, usage) => {
    expect(await script(name, ['--unheard-of'])).toEqual(refused(usage))
  })
})

function startOf(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[[\]]/g, String.raw`\$&`)}`)
}
