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

  it.each([
    '',
    'mint',
    'mint --name reader',
    'mint --scope market:read',
    'mint --name reader --scope everything',
    'mint --name reader --scope account:trade:My_Bot',
    `mint --name ${'x'.repeat(101)} --scope market:read`,
    'mint --name  --scope market:read',
    'mint --account My-Bot',
    'mint --account my-bot --scope admin',
    'mint --account my-bot --expires soon',
    'mint --account my-bot --expires 0d',
    'mint --account my-bot --expires -1d',
    'mint more --account my-bot',
    'list all',
    'list --account my-bot',
    'revoke',
    'revoke a b',
    'revoke a --account my-bot',
    'give --account my-bot',
    '--accont my-bot',
  ])('says how it is called when called with "%s"', (line) => {
    expect(() => command(line)).toThrow(/^Usage: npm run token -- --account <id>, .*for example --account my-bot\n/)
  })

  it.each(['--account momentum', 'mint --account vol-seller-deribit'])('%s is refused: it is for an agent', (line) => {
    expect(() => command(line)).toThrow('is the account of a built-in agent, which nobody else may trade')
  })
})
