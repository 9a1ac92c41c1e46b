import type { GraphQLResolveInfo } from 'graphql'
import { beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../../../../tests/support/manual-clock.js'
import { ReaderOverflow } from '../../../bus/event-bus.js'
import { memoryBus } from '../../../bus/memory/memory-bus.js'
import type { Fill } from '../../../domain/fill.js'
import { FellBehind, type EventSource } from '../../../fanout/live-source.js'
import type { CursorFault } from '../../../storage/journal.js'
import type { NewsOptions } from '../../../trading/account-reader.js'
import type { GraphqlContext } from '../../context.js'
import { eventStream } from './event-stream.js'

const fill = (id: string, fields: Partial<Fill> = {}) => ({ id, accountId: 'a', symbol: 'S', ...fields }) as Fill

/** What the log answers to each page that it is asked for, and what it was asked. */
let pages: (readonly Fill[] | CursorFault)[]
let asked: unknown[]
let bus: ReturnType<typeof memoryBus>
/** Accounts that the readers do not see. */
let hidden: string[]
beforeEach(() => {
  pages = []
  asked = []
  hidden = []
  bus = memoryBus()
})

const log = {
  oldestFirst(...args: unknown[]) {
    asked.push(args)
    return Promise.resolve(pages.shift() ?? [])
  },
  passes: ({ symbol }: Fill, filter: { readonly symbol?: readonly string[] }) =>
    filter.symbol?.includes(symbol) ?? true,
}

function source(args: object = {}): EventSource<Fill> {
  const accounts = {
    accounts: () => [],
    account: (id: string) => (hidden.includes(id) ? null : { id }),
    expected: () => [],
    pastMs: null,
    sees: (id: string) => !hidden.includes(id),
    news: (topic: 'fill', { accountIds, isRead, signal }: NewsOptions) =>
      bus.subscribe(topic, { ...(accountIds && { keys: accountIds }), accepts: isRead, signal }),
  }
  const { subscribe } = eventStream('newFill', 'fill', () => log as never)
  const context = { live: { accounts }, named: new Map() } as unknown as GraphqlContext
  const info = { path: { key: 'newFill' } } as GraphQLResolveInfo
  return subscribe(null, args, context, info) as EventSource<Fill>
}

async function idsOf(events: AsyncIterable<Fill> | undefined): Promise<string[]> {
  const ids: string[] = []
  for await (const { id } of events ?? []) ids.push(id)
  return ids
}

describe('a stream of events', () => {
  it('has the field that was subscribed to, and knows its events by their ids', () => {
    const { kind, field, idOf } = source()
    expect({ kind, field, id: idOf(fill('f1')) }).toEqual({ kind: 'EVENTS', field: 'newFill', id: 'f1' })
  })

  it('tells of what passes its filters, from when it was asked for', async () => {
    const stop = new AbortController()
    const news = source({ account: ['a'], symbol: ['S'] }).news(stop.signal, () => true)
    bus.publish('fill', 'a', fill('f1'))
    bus.publish('fill', 'a', fill('f2', { symbol: 'T' }))
    bus.publish('fill', 'b', fill('f3', { accountId: 'b' }))
    bus.publish('fill', 'a', fill('f4'))
    const ids = idsOf(news)
    await settle()
    stop.abort()
    expect(await ids).toEqual(['f1', 'f4'])
  })

  it('of no account in particular tells of all that somebody reads', async () => {
    const stop = new AbortController()
    const ids = idsOf(source().news(stop.signal, (accountId) => accountId !== 'b'))
    bus.publish('fill', 'a', fill('f1'))
    bus.publish('fill', 'b', fill('f2'))
    bus.publish('fill', 'c', fill('f3'))
    await settle()
    stop.abort()
    expect(await ids).toEqual(['f1', 'f3'])
  })

  it('has for each event the account whose readers may have it, and asks at any time whether its own reader is one', () => {
    const { audienceOf, isOf, reader, audience } = source({ account: ['a'] })
    expect([audience, audienceOf(fill('f1'))]).toEqual(['everyone', 'a'])
    expect(isOf('a')).toBe(true)
    reader?.check()
    hidden = ['a']
    expect(isOf('a')).toBe(false)
    expect(() => reader?.check()).toThrow('Argument "account"')
  })

  it('says that its reader fell behind when the bus dropped events', async () => {
    const dropping = async function* () {
      yield await Promise.resolve(fill('f1'))
      throw new ReaderOverflow('fill')
    }
    Object.assign(bus, { subscribe: dropping })
    await expect(idsOf(source().news(new AbortController().signal, () => true))).rejects.toBeInstanceOf(FellBehind)
  })

  it('passes any other failure on', async () => {
    const failing = async function* () {
      yield await Promise.resolve(fill('f1'))
      throw new Error('broken')
    }
    Object.assign(bus, { subscribe: failing })
    await expect(idsOf(source().news(new AbortController().signal, () => true))).rejects.toThrow('broken')
  })
})

describe('what was missed', () => {
  it('is nothing for a reader that names no place', () => {
    expect(source()).toMatchObject({ missed: null })
    expect(source({ after: null })).toMatchObject({ missed: null })
    expect(source()).not.toHaveProperty('after')
  })

  it('is read page by page, each from behind the last event before', async () => {
    const full = (from: number) => Array.from({ length: 500 }, (_, index) => fill(`f${from + index}`))
    pages = [full(1), full(501), [fill('f1001')]]
    const { missed, after } = source({ after: 'f0', symbol: ['S'] })
    expect(after).toBe('f0')
    const ids = await idsOf(missed?.())
    expect(ids).toEqual(Array.from({ length: 1_001 }, (_, index) => `f${index + 1}`))
    expect(asked).toEqual([
      [{ symbol: ['S'] }, { after: 'f0', limit: 500, goesOn: false }],
      [{ symbol: ['S'] }, { after: 'f500', limit: 500, goesOn: true }],
      [{ symbol: ['S'] }, { after: 'f1000', limit: 500, goesOn: true }],
    ])
  })

  it('ends with an empty page behind a full one, and with a page that is not full', async () => {
    pages = [Array.from({ length: 500 }, (_, index) => fill(`f${index}`)), []]
    expect(await idsOf(source({ after: 'f' }).missed?.())).toHaveLength(500)
    expect(asked).toHaveLength(2)
    pages = [[fill('f1')]]
    expect(await idsOf(source({ after: 'f' }).missed?.())).toEqual(['f1'])
    expect(asked).toHaveLength(3)
  })

  it('behind a place that was never given out is an error', async () => {
    pages = ['UNKNOWN_CURSOR']
    await expect(idsOf(source({ after: 'never' }).missed?.())).rejects.toMatchObject({
      message: expect.stringContaining('"never"') as string,
      extensions: { code: 'UNKNOWN_CURSOR', argument: 'after' },
    })
  })
})
