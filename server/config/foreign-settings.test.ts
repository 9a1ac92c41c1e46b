import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { foreignSettings } from './foreign-settings.js'
import { settings } from './settings.js'

const shell = {
  HOME: '/root',
  HOSTNAME: 'desk',
  HOSTTYPE: 'x86_64',
  LOGNAME: 'me',
  PATH: '/bin',
  PWD: '/',
  OLDPWD: '/',
  SHELL: '/bin/sh',
  TERM: 'xterm',
  USER: 'me',
  LANG: 'C',
  TZ: 'UTC',
  SSH_AGENT_PID: '1',
  AGENT_NAME: 'build',
  XDG_DATA_DIRS: '/usr',
  NODE_ENV: 'production',
  npm_config_port: '1',
  DISPLAY: ':0',
  _: '/bin/node',
}
const warnings = (environment: Record<string, string>, envFile: Record<string, string> = {}) =>
  foreignSettings({ environment, envFile })

describe('a setting that is none', () => {
  it.each([
    ['FED', 'FEED'],
    ['FEEED', 'FEED'],
    ['FEDE', 'FEED'],
    ['feed', 'FEED'],
    ['PROT', 'PORT'],
    ['DATADIR', 'DATA_DIR'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['ALLOWED_ORIGIN', 'ALLOWED_ORIGINS'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['AGENT', 'AGENTS'],
    ['GAMMACAST_PORT', 'PORT'],
    ['REPLAY_FLIE', 'REPLAY_FILE'],
  ])('%s is warned of, with the nearest name, %s, and without its value', (name, near) => {
    expect(warnings({ ...shell, [name]: 'hunter2' })).toEqual([
      `${name} is no setting and is ignored; did you mean ${near}?`,
    ])
  })

  it('that a later release has is warned of, wherever it stands', () => {
    const words = 'is ignored: this release does not use Redis, and several servers share nothing by it (docs/nodes.md)'
    expect(warnings({ ...shell, REDIS_URL: 'redis://me:hunter2@host' })).toEqual([`REDIS_URL ${words}`])
    expect(warnings(shell, { REDIS_URL: 'redis://host' })).toEqual([`REDIS_URL in .env ${words}`])
  })

  it('with our prefix but like no name is warned of', () => {
    expect(warnings({ DERIBIT_API_SECRET: 'hunter2' })).toEqual([
      'DERIBIT_API_SECRET is no setting and is ignored; .env.example lists them all',
    ])
  })

  it('in .env is warned of, whatever its name', () => {
    expect(warnings(shell, { FED: 'deribit', COLOR: 'red', PORT: '1' })).toEqual([
      'FED in .env is no setting and is ignored; did you mean FEED?',
      'COLOR in .env is no setting and is ignored; .env.example lists them all',
    ])
  })

  it('is not what the examples, the tests or the tools of this project read', () => {
    const files = ['examples', 'tests', 'client', 'scripts', 'bench'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(ts|mjs|py|sh)$/.test(name) && !/node_modules|client\/src/.test(name))
        .map((name) => join(folder, name)),
    )
    const read = /(?:env\.|environ\.get\("|environ\["|\$\{)([A-Z][A-Z_]+)/g
    const names = new Set(
      files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(read)].map(([, name]) => name)),
    )
    expect([...names]).toEqual(expect.arrayContaining(['GAMMACAST_URL', 'GAMMACAST_TOKEN', 'CI']))
    for (const name of names) expect(warnings({ ...shell, [name ?? '']: 'x' }), name).toEqual([])
  })

  it('is not what the shell or another program has', () => {
    expect(warnings(shell)).toEqual([])
    expect(warnings(Object.fromEntries(Object.keys(settings).map((name) => [name, ''])))).toEqual([])
  })
})
