import { describe, expect, it } from 'vitest'
import { scopesOfAccount } from '../auth/scopes.js'
import { tokenCommand } from './token-command.js'

const noon = Date.UTC(2026, 8, 24, 12)
const command = (line: string) => tokenCommand(line === '' ? [] : line.split(' '), noon)
const scopes = scopesOfAccount('my-bot')

describe('npm run token', () => {
  it.each([
    ['--account my-bot', { name: 'my-bot', scopes, expiresAtMs: null }, 'my-bot'],
    ['mint --account my-bot', { name: 'my-bot', scopes, expiresAtMs: null }, 'my-bot'],
    [
      'mint --account my-bot --name laptop --expires 12h',
      { name: 'laptop', scopes, expiresAtMs: noon + 43_200_000 },
      'my-bot',
    ],
    ['mint --name reader --scope market:read', { name: 'reader', scopes: ['market:read'], expiresAtMs: null }, null],
    [
      'mint --name desk --scope market:read --scope account:read:* --scope market:read --expires 30d',
      { name: 'desk', scopes: ['account:read:*', 'market:read'], expiresAtMs: noon + 30 * 86_400_000 },
      null,
    ],
  ])('%s mints', (line, wish, accountId) => {
    expect(command(line)).toEqual({ kind: 'mint', wish, accountId })
  })

  it('lists and revokes', () => {
    expect(command('list')).toEqual({ kind: 'list' })
    expect(command('revoke 0123abcd')).toEqual({ kind: 'revoke', id: '0123abcd' })
  })

  it('says how it is called when called with nothing', () => {
    expect(() => command('')).toThrow(/^Usage: npm run token -- --account <id>, .*for example --account my-bot\n/)
  })

  it.each([
    ['mint', '--name is missing: one line of 1 to 100 characters'],
    ['mint --name reader', '--scope is missing: one of market:read, account:read:<id>'],
    ['mint --scope market:read', '--name is missing'],
    ['mint --name reader --scope everything', '--scope "everything" is no scope: one of market:read'],
    [
      'mint --name reader --scope market:read --scope account:trade:My_Bot',
      '--scope "account:trade:My_Bot" is no scope',
    ],
    [`mint --name ${'x'.repeat(101)} --scope market:read`, '--name "xxxx'],
    ['mint --name  --scope market:read', '--name "" is not one line'],
    ['mint --account My-Bot', '--account "My-Bot" is no id of an account: 1 to 64 of a–z'],
    ['mint --account my-bot --scope admin', '--scope cannot be used with --account'],
    ['mint --account my-bot --expires soon', '--expires "soon" is no time: a whole number'],
    [
      'mint --account my-bot --expires 1.5h',
      '--expires "1.5h" is no time: a whole number from 1 to 99999 with m, h or d',
    ],
    ['mint --account my-bot --expires 0d', '--expires "0d" is no time'],
    ['mint --account my-bot --expires=-1d', '--expires "-1d" is no time'],
    ['mint --account my-bot --expires -1d', "Option '--expires' argument is ambiguous"],
    ['mint --account my-bot --account other-bot', '--account is given twice: give it once'],
    ['mint --name a --name b --scope market:read', '--name is given twice'],
    ['mint more --account my-bot', 'mint takes no "more": options begin with --'],
    ['list all', 'list takes no "all"'],
    ['list --account my-bot', 'list takes no --account'],
    ['revoke', 'revoke needs the id of a token'],
    ['revoke a b', 'revoke takes one id, but "b" came after it'],
    ['revoke a --account my-bot', 'revoke takes no --account'],
    ['give --account my-bot', '"give" is no command: there are mint, list and revoke'],
    ['--accont my-bot', "Unknown option '--accont': there are --account, --name, --scope and --expires"],
    ['mint --account', "Option '--account <value>' argument missing"],
    ['revoke gct_0123456789abcdefghij', 'this is the token itself'],
    ['list gct_0123456789abcdefghij', 'list takes no "[token]"'],
    ['--gct_0123456789abcdefghij', "Unknown option '--[token]'"],
  ])('says in one line what is wrong with "%s", and then how it is called', (line, words) => {
    const said = (() => {
      try {
        return JSON.stringify(command(line))
      } catch (error) {
        return (error as Error).message
      }
    })()
    expect(said).toContain(`npm run token: ${words}`)
    expect(said).toMatch(/^[^\n\r]*\n\nUsage: npm run token/)
    expect(said).not.toContain('gct_')
  })

  it.each(['--account momentum', 'mint --account vol-seller-deribit'])('%s is refused: it is for an agent', (line) => {
    expect(() => command(line)).toThrow('is the account of a built-in agent, which nobody else may trade')
  })
})
