import type { GraphQLResolveInfo } from 'graphql'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../tests/support/manual-clock.js'
import { Sessions } from '../auth/sessions.js'
import { anonymousViewer, viewerOf, type Viewer } from '../auth/viewer.js'
import { MayNoLonger, type Command } from '../trading/brokerage.js'
import type { GraphqlContext } from './context.js'
import { mutation } from './mutation.js'

interface Input {
  readonly idempotencyKey: string
  readonly account?: string | null
  readonly depositUsd?: number | null
  readonly visibility?: 'PRIVATE' | null
  readonly more?: unknown
}

const nowMs = 1_000
const info = {} as GraphQLResolveInfo
const answer = { done: 'AccountReset' }

/** Calls a mutation, and answers the command that it made. */
async function commandOf(
  input: Partial<Input> = {},
  {
    kind = 'resetAccount',
    asked,
    viewer = viewerOf('token:1', ['account:trade:bot', 'account:publish:bot']),
  }: Partial<Asked> = {},
): Promise<Command> {
  const commands: Command[] = []
  const services = {
    brokerage: {
      kindOf: () => 'PAPER',
      carryOut(command: Command) {
        commands.push(command)
        return Promise.resolve(answer)
      },
    },
    live: { clock: { now: () => nowMs } },
  }
  const context = { services, viewer, live: { accounts: { sees: () => true } } } as unknown as GraphqlContext
  const wishOf = ({ depositUsd = null }: Input, at: number) => ({ depositUsd, at })
  const resolve = asked ? mutation(kind, wishOf as never, asked) : mutation(kind, wishOf as never)
  expect(await resolve(null, { input: { idempotencyKey: 'k', ...input } }, context, info)).toBe(answer)
  expect(commands).toHaveLength(1)
  return commands[0] as Command
}

interface Asked {
  readonly kind: 'resetAccount' | 'closeAccount'
  readonly asked: (input: Input) => unknown
  readonly viewer: Viewer
}

const fingerprintOf = async (...call: Parameters<typeof commandOf>) => (await commandOf(...call)).fingerprint

describe('a mutation', () => {
  it('is a command of the account of its token, at the time of the server', async () => {
    expect(await commandOf({ depositUsd: 5 })).toEqual({
      kind: 'resetAccount',
      accountId: 'bot',
      idempotencyKey: 'k',
      fingerprint: expect.stringMatching(/^[\da-f]{64}$/) as string,
      wish: { depositUsd: 5, at: nowMs },
    })
  })

  it('says whether the account that it opens is private', async () => {
    expect(await commandOf({ visibility: 'PRIVATE' })).toHaveProperty('opensAs', 'PRIVATE')
    expect(await commandOf()).not.toHaveProperty('opensAs')
  })

  it.each(['', ' ', 'a\nb', 'x'.repeat(129)])('has no key such as %j', async (idempotencyKey) => {
    await expect(commandOf({ idempotencyKey })).rejects.toMatchObject({
      extensions: { code: 'INVALID_INPUT', argument: 'input.idempotencyKey' },
    })
  })

  it('of nobody is refused before its key is looked at', async () => {
    await expect(commandOf({ idempotencyKey: '' }, { viewer: anonymousViewer([]) })).rejects.toMatchObject({
      extensions: { code: 'UNAUTHENTICATED' },
    })
  })
})

it('a mutation whose token is revoked while it waits is refused like any other of that token', async () => {
  const viewer = viewerOf('token:1', ['account:trade:bot'])
  const sessions = new Sessions(new ManualClock(nowMs))
  const carryOut = (_command: Command, mayStill: () => boolean) => {
    expect(mayStill()).toBe(true)
    sessions.revoke(viewer.id)
    return mayStill() ? Promise.resolve(answer) : Promise.reject(new MayNoLonger())
  }
  const services = { brokerage: { kindOf: () => 'PAPER', carryOut }, sessions, live: { clock: { now: () => nowMs } } }
  const context = { services, viewer, live: { accounts: { sees: () => true } } } as unknown as GraphqlContext
  const closed = mutation('closeAccount', () => ({}))(null, { input: { idempotencyKey: 'k' } }, context, info)
  await expect(closed).rejects.toMatchObject({
    message: expect.stringContaining('The bearer token was revoked') as string,
    extensions: { code: 'UNAUTHENTICATED' },
  })
})

describe('the fingerprint of a request', () => {
  it.each<[string, Partial<Input>, Partial<Input>]>([
    ['another key', { idempotencyKey: 'one' }, { idempotencyKey: 'two' }],
    ['the account that is left out', { account: 'bot' }, {}],
    ['null for what the other leaves out', { depositUsd: null }, {}],
    ['null below', { more: [{ a: 1, b: null }] }, { more: [{ a: 1 }] }],
  ])('is the same with %s', async (_what, one, other) => {
    expect(await fingerprintOf(one)).toBe(await fingerprintOf(other))
  })

  it.each<[string, Partial<Input>, Partial<Input>]>([
    ['another value', { depositUsd: 1 }, { depositUsd: 2 }],
    ['0 for what the other leaves out', { depositUsd: 0 }, {}],
    ['one more in a list', { more: [1] }, { more: [1, 1] }],
    ['null in a list', { more: [1] }, { more: [1, null] }],
    ['another order of a list', { more: [1, 2] }, { more: [2, 1] }],
    ['an empty list for what the other leaves out', { more: [] }, {}],
    ['a text for a number', { more: '1' }, { more: 1 }],
  ])('is another with %s', async (_what, one, other) => {
    expect(await fingerprintOf(one)).not.toBe(await fingerprintOf(other))
  })

  it('is another for another mutation', async () => {
    expect(await fingerprintOf()).not.toBe(await fingerprintOf({}, { kind: 'closeAccount' }))
  })

  it('goes by what the mutation says makes it another request', async () => {
    const asked = ({ depositUsd }: Input) => [depositUsd === undefined]
    expect(await fingerprintOf({ depositUsd: 1 }, { asked })).toBe(await fingerprintOf({ depositUsd: 2 }, { asked }))
    expect(await fingerprintOf({ depositUsd: null }, { asked })).not.toBe(await fingerprintOf({}, { asked }))
  })
})
