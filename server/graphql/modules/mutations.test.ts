import { beforeEach, describe, expect, it } from 'vitest'
import { accounts, apiOfRecords } from '../../../tests/support/api/api-of-records.js'
import { noon } from '../../../tests/support/builders.js'

let api: ReturnType<typeof apiOfRecords>
beforeEach(() => {
  api = apiOfRecords()
})

describe('a mutation', () => {
  const call = (kind: string, fields: string, selection: string) =>
    api.show(`mutation { result: ${kind}(input: { idempotencyKey: "k"${fields && `, ${fields}`} }) { ${selection} } }`)

  it.each([
    ['openAccount', 'name: "A bot"', { name: 'A bot', depositUsd: 100_000 }],
    ['openAccount', 'name: "A bot", depositUsd: 1', { name: 'A bot', depositUsd: 1 }],
    ['resetAccount', '', { depositUsd: null }],
    ['resetAccount', 'depositUsd: 1e9', { depositUsd: 1e9 }],
    ['closeAccount', '', {}],
    ['setAccountVisibility', 'visibility: PRIVATE', { visibility: 'PRIVATE' }],
    ['placeOrder', 'symbol: "BTC-PERPETUAL", side: BUY, quantityCoin: 1', { type: 'MARKET', leverage: 1 }],
    ['cancelOrder', 'orderId: "o-1"', { orderId: 'o-1' }],
    ['cancelOrders', '', { symbol: null }],
    ['cancelOrders', 'symbol: "S"', { symbol: 'S' }],
    ['amendOrder', 'orderId: "o-1", quantityCoin: 1', { orderId: 'o-1', amendment: { quantityCoin: 1 } }],
    ['setExits', 'symbol: "S", stopLossUsd: null', { symbol: 'S', change: { stopLossUsd: null } }],
    ['publishDecision', 'symbol: "S", action: HOLD, reasoning: "r", model: "m"', { action: 'HOLD', asOf: noon }],
    ['publishPositions', 'positions: []', { positions: [], asOf: noon }],
    ['publishPerformance', 'accountValueUsd: 5', { figures: { accountValueUsd: 5 }, asOf: noon }],
  ])('%s with %j is a command, whose answer is one of its results', async (kind, fields, wish) => {
    const refused = kind === 'openAccount' ? 'AccountExists' : 'WrongAccountKind'
    api.answers.push({ refused, message: 'No.' })
    const { result } = await call(kind, fields, '__typename ... on Refusal { message }')
    expect(result).toEqual({ __typename: refused, message: 'No.' })
    expect(api.commands).toMatchObject([{ kind, accountId: 'a', idempotencyKey: 'k', wish }])
  })

  it('that is done answers what was done', async () => {
    api.answers.push({ done: 'AccountOpened', account: accounts[0] })
    expect(await call('openAccount', 'name: "A bot"', '... on AccountOpened { account { id } }')).toEqual({
      result: { account: { id: 'a' } },
    })
  })

  it('for another kind of account is told which kind this one is', async () => {
    api.answers.push({ refused: 'WrongAccountKind', message: 'No.', accountKind: 'PAPER' })
    expect(await call('closeAccount', '', '... on WrongAccountKind { kind }')).toEqual({ result: { kind: 'PAPER' } })
  })

  it.each([
    ['openAccount', 'name: " "', 'name'],
    ['openAccount', 'name: " A"', 'name'],
    ['openAccount', 'name: "Mo\\u200bmentum"', 'name'],
    ['openAccount', 'name: "A\\uFE0F"', 'name'],
    ['openAccount', 'name: "A", depositUsd: 0.99', 'depositUsd'],
    ['openAccount', 'name: "A", depositUsd: 1000000001', 'depositUsd'],
    ['resetAccount', 'depositUsd: 0.99', 'depositUsd'],
    ['resetAccount', 'depositUsd: 1000000001', 'depositUsd'],
    ['cancelOrders', 'symbol: " "', 'symbol'],
    ['setExits', 'symbol: " ", stopLossUsd: 1', 'symbol'],
  ])('%s with %s is refused for its %s', async (kind, fields, field) => {
    await expect(call(kind, fields, '__typename')).rejects.toMatchObject({
      extensions: { code: 'INVALID_INPUT', argument: `input.${field}` },
    })
    expect(api.commands).toEqual([])
  })

  it('setExits is another request when it removes an exit than when it keeps it', async () => {
    api.answers.push({ refused: 'WrongAccountKind', message: 'No.' })
    for (const exits of ['stopLossUsd: 1', 'stopLossUsd: 1, profitTargetUsd: null', 'stopLossUsd: 2']) {
      await call('setExits', `symbol: "S", ${exits}`, '__typename')
    }
    await call('setExits', 'symbol: "T", stopLossUsd: 1', '__typename')
    expect(new Set(api.commands.map(({ fingerprint }) => fingerprint)).size).toBe(4)
  })
})

describe('what an account is, asked by those who may only write to it,', () => {
  const scopes = ['account:trade:a', 'accounts:open']
  const about = '... on AccountExists { account { ...of } }'
  const asking = (fields: string) =>
    `mutation { openAccount(input: { idempotencyKey: "k", name: "A bot" }) { ${about} } }
     fragment of on Account { ${fields} }`
  const apiWhere = (isSeen: boolean) => {
    const of = apiOfRecords(scopes)
    Object.assign(of.context.live.accounts, { sees: () => isSeen })
    of.answers.push({ refused: 'AccountExists', account: accounts[0], message: 'No.' })
    return of
  }

  it('is refused of a private one, wherever it is asked for, and no command is made', async () => {
    for (const fields of [
      'name',
      'id openedAt',
      '... on Account { again: hasTraded }',
      '... @include(if: true) { resets }',
    ]) {
      const hidden = apiWhere(false)
      await expect(hidden.show(asking(fields))).rejects.toThrow(
        /lack the scope "account:read:a"\. Select no fields of "Account"/,
      )
      expect(hidden.commands).toEqual([])
    }
  })

  it('is told by id and kind, and wholly of a public one', async () => {
    const hidden = await apiWhere(false).show(asking('id kind __typename'))
    expect(hidden).toMatchObject({ openAccount: { account: { id: 'a' } } })
    expect(await apiWhere(true).show(asking('id resets'))).toMatchObject({ openAccount: { account: { resets: 0 } } })
  })
})
