import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runBuilt, startProcess } from '../support/run-server.js'
import { SocketClient } from '../support/socket-client.js'
import { ask } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

const open = `mutation { openAccount(input: { idempotencyKey: "1", name: "Bot" }) { ... on AccountOpened { account { id } } } }`
const tokenFor = (args: readonly string[], env: Record<string, string> = {}) => runBuilt('token-main', args, env)

describe('npm run token', () => {
  it('prints a token that a server of the same settings takes, though it runs already', async () => {
    using data = temporaryDir()
    const server = await startProcess({ DATA_DIR: data.path })
    try {
      const minting = tokenFor(['--account', 'my-bot'], { DATA_DIR: data.path })
      expect(await minting.exit).toBe(0)
      expect(minting.output()).toContain('Token of account "my-bot"')
      const tokens = minting.output().match(/^gct_[\w-]{43}$/gm) ?? []
      expect(tokens).toHaveLength(1)
      const answer = await ask(server.httpUrl, open, {}, { authorization: `Bearer ${tokens[0]}` })
      expect(answer.data).toEqual({ openAccount: { account: { id: 'my-bot' } } })
    } finally {
      await server.kill()
    }
  })

  it('mints with scopes, lists and revokes, and a running server ends the streams of what was revoked', async () => {
    using data = temporaryDir()
    const env = { DATA_DIR: data.path }
    const server = await startProcess(env)
    const run = async (...args: readonly string[]) => {
      const command = tokenFor(args, env)
      return { code: await command.exit, said: command.output() }
    }
    try {
      const { said } = await run('mint', '--name', 'Desk', '--scope', 'market:read', '--expires', '1d')
      const [, id = ''] = /with the id ([0-9a-f]{16})\./.exec(said) ?? []
      const [token = ''] = said.match(/^gct_[\w-]{43}$/m) ?? []
      using reader = await new SocketClient(server.wsUrl).initAs(token)
      reader.subscribe('s', 'subscription { newDecision { id } }')
      const listed = await run('list')
      expect(listed.said).toMatch(
        new RegExp(`^${id}  "Desk"  market:read  created 20\\S+Z  last used never  expires 20\\S+Z$`, 'm'),
      )
      expect(listed.said).not.toContain(token)
      expect((await run('revoke', id)).said).toContain('is revoked')
      expect(await reader.closed).toEqual({ code: 4403, reason: 'The token was revoked' })
      expect((await run('list')).said).toMatch(/  revoked 20\S+Z$/m)
      expect(await run('revoke', 'nobody')).toMatchObject({
        code: 1,
        said: expect.stringContaining('There is no token with the id "nobody"') as string,
      })
    } finally {
      await server.kill()
    }
  })

  it('says how it is called when called with nothing', async () => {
    const minting = tokenFor([])
    expect(await minting.exit).toBe(1)
    expect(minting.output().trim()).toMatch(/^Usage: npm run token -- --account <id>, .*for example --account my-bot\n/)
  })

  it.each([
    [['--account', ''], '--account "" is no id of an account'],
    [['--account', 'My Bot'], '--account "My Bot" is no id of an account'],
    [['--count', '1'], "Unknown option '--count'"],
  ])('says in one line what is wrong with %j, and then how it is called', async (args, words) => {
    const minting = tokenFor(args)
    expect(await minting.exit).toBe(1)
    expect(minting.output()).toMatch(/^npm run token: .*\n\nUsage: npm run token/)
    expect(minting.output()).toContain(words)
  })

  it.each([[['list']], [['revoke', 'nobody']]])('%j makes no store where there is none, and says so', async (args) => {
    using data = temporaryDir()
    const DATA_DIR = join(data.path, 'mistyped')
    const run = tokenFor(args, { DATA_DIR })
    expect(await run.exit).toBe(1)
    expect(run.output().trim()).toMatch(/^There is no store at DATA_DIR=.*mistyped, so it has no tokens\..*$/)
    expect(existsSync(DATA_DIR)).toBe(false)
  })

  it.each(['momentum', 'vol-seller-deribit', 'llm-replay'])(
    'mints none for the agent %s, saying why',
    async (agent) => {
      const minting = tokenFor(['--account', agent])
      expect(await minting.exit).toBe(1)
      expect(minting.output()).toContain(
        `npm run token: "${agent}" is the account of a built-in agent, which nobody else may trade: use another id`,
      )
    },
  )

  it('warns of settings that are none, as the server does, and mints all the same', async () => {
    using data = temporaryDir()
    const minting = tokenFor(['--account', 'a'], { DATA_DIR: data.path, FED: 'deribit' })
    expect(await minting.exit).toBe(0)
    expect(minting.output()).toContain('FED is no setting and is ignored; did you mean FEED?')
    expect(minting.output()).toMatch(/^gct_/m)
  })

  it('says in one line that the settings are wrong, or that the store is not there', async () => {
    const wrong = tokenFor(['--account', 'a'], { DATABASE_URL: 'mysql://me:secret@x' })
    expect(await wrong.exit).toBe(1)
    expect(wrong.output()).toContain('DATABASE_URL is not a postgres:// address')
    expect(wrong.output()).not.toContain('secret')
    const away = tokenFor(['--account', 'a'], { DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/none' })
    expect(await away.exit).toBe(1)
    expect(away.output()).toContain('The store at DATABASE_URL cannot be opened')
    expect(away.output()).not.toContain('secret')
  })
})
