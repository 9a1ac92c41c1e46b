import { beforeEach, describe, expect, it } from 'vitest'
import type { CursorFault } from '../../../storage/journal.js'
import type { AccountReader } from '../../../trading/account-reader.js'
import { connection } from './connection.js'

interface Item {
  readonly id: string
  readonly accountId: string
  readonly text?: string
}

/** What the log was asked, and what it answers. */
let asked: unknown[]
let page: { readonly items: readonly Item[]; readonly hasMore: boolean } | CursorFault
/** How long the name of every account is. */
let nameBytes: number
/** Accounts that the reader does not see, and those that it does not see after the log was asked. */
let hidden: readonly string[]
let hiddenMeanwhile: readonly string[]
beforeEach(() => {
  hidden = []
  hiddenMeanwhile = []
  asked = []
  page = { items: [], hasMore: false }
  nameBytes = 0
})

const accounts = {
  accounts: () => [],
  account: (id: string) => (hidden.includes(id) ? null : { id }),
  expected: () => [],
  pastMs: null,
  accountOf: ({ accountId }: Item) => ({ id: accountId, name: 'x'.repeat(nameBytes) }),
} as unknown as AccountReader
const log = {
  newestFirst(...args: unknown[]) {
    asked = args
    hidden = hiddenMeanwhile
    return Promise.resolve(page)
  },
}
const ask = (args: object = {}) => connection<Item>(accounts, log, { first: 20, ...args })

const items = (count: number, text = '') =>
  Array.from({ length: count }, (_, index) => ({ id: `d${index}`, accountId: 'a', text }))

describe('a page', () => {
  it('is asked for with all that was filtered by, and nothing else', async () => {
    await ask()
    expect(asked).toEqual([{}, { limit: 20 }])
    await ask({ from: 1, to: 2, after: 'd9', symbol: ['S'], account: ['a'], first: 1_000 })
    expect(asked).toEqual([
      { symbol: ['S'], accountId: ['a'], fromMs: 1, toMs: 2 },
      { after: 'd9', limit: 1_000 },
    ])
    await ask({ after: null, from: null, to: null, symbol: null })
    expect(asked).toStrictEqual([{}, { limit: 20 }])
    await ask({ from: 0 })
    expect(asked[0]).toEqual({ fromMs: 0 })
  })

  it('of an account that becomes private while the log is asked is refused, as if there were no such account', async () => {
    hiddenMeanwhile = ['a']
    await expect(ask({ account: ['b', 'a'] })).rejects.toMatchObject({ extensions: { code: 'UNKNOWN_ACCOUNT' } })
    expect((await ask({ account: ['b'] })).edges).toEqual([])
    page = 'UNKNOWN_CURSOR'
    hidden = []
    await expect(ask({ account: ['a'], after: 'd0' })).rejects.toMatchObject({
      extensions: { code: 'UNKNOWN_ACCOUNT' },
    })
  })

  it('has its records with their cursors, and says what comes before and after it', async () => {
    page = { items: items(2), hasMore: true }
    expect(await ask({ after: 'd' })).toEqual({
      edges: items(2).map((node) => ({ cursor: node.id, node })),
      pageInfo: { hasNextPage: true, hasPreviousPage: true, startCursor: 'd0', endCursor: 'd1' },
    })
    page = { items: items(1), hasMore: false }
    expect((await ask()).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: 'd0',
      endCursor: 'd0',
    })
  })

  it('without records has no cursors', async () => {
    const none = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null }
    expect(await ask()).toEqual({ edges: [], pageInfo: none })
  })

  it.each([0, 1_001])('has no %d records', async (first) => {
    await expect(ask({ first })).rejects.toMatchObject({ extensions: { code: 'OUT_OF_RANGE', argument: 'first' } })
  })

  it('does not end before it begins', async () => {
    await expect(ask({ from: 2, to: 1 })).rejects.toMatchObject({ extensions: { argument: 'from' } })
  })

  it('behind a cursor that was never given out is told so', async () => {
    page = 'UNKNOWN_CURSOR'
    await expect(ask({ after: 'never' })).rejects.toMatchObject({
      message: 'Argument "after": "never" was never given out; query the newest page and go on from there.',
      extensions: { code: 'UNKNOWN_CURSOR', argument: 'after' },
    })
  })
})

describe('a page of long records', () => {
  /** How many records of so many letters a page has. */
  const countOf = async (letters: number, count = 20) => {
    page = { items: items(count, 'x'.repeat(letters)), hasMore: false }
    const { edges, pageInfo } = await ask()
    expect(pageInfo.hasNextPage).toBe(edges.length < count)
    expect(pageInfo.endCursor).toBe(`d${edges.length - 1}`)
    return edges.length
  }

  it('ends before a million bytes, and goes on behind its last record', async () => {
    expect(await countOf(49_000)).toBe(20)
    expect(await countOf(50_000)).toBe(19)
    expect(await countOf(100_000)).toBe(9)
  })

  it('has at least one', async () => {
    expect(await countOf(2_000_000)).toBe(1)
  })

  it('counts the account of every record, which may be asked for with each', async () => {
    nameBytes = 49_000
    expect(await countOf(1)).toBe(20)
    expect(await countOf(49_000)).toBe(10)
  })

  it('counts bytes, not letters', async () => {
    page = { items: items(20, '€'.repeat(33_000)), hasMore: false }
    expect((await ask()).edges).toHaveLength(10)
  })
})
