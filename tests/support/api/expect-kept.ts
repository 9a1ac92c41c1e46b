import { expect } from 'vitest'
import { ask } from '../start-server.js'
import { idOf, isAnswered, traders, type Wish } from './load.js'
import { readConnection } from './read-connection.js'

const fieldOf = { publishDecision: 'decisions', placeOrder: 'orders' } as const

/** Everything that was answered is there once; besides it only what was kept of calls that have no answer yet. */
export async function expectKeptOnce(httpUrl: string, made: readonly Wish[]): Promise<void> {
  for (const mutation of ['publishDecision', 'placeOrder'] as const) {
    const wanted = made.filter((wish) => wish.mutation === mutation)
    const answered = wanted.filter(isAnswered)
    const ids = (await readConnection(httpUrl, { field: fieldOf[mutation], first: 1_000 })).map(({ id }) => id)
    const kept = new Set(ids)
    expect(kept.size).toBe(ids.length)
    expect(answered.map(idOf).filter((id) => id === undefined || !kept.has(id))).toEqual([])
    expect(new Set(answered.map(idOf)).size).toBe(answered.length)
    expect(ids.length).toBeLessThanOrEqual(wanted.length)
  }
}

/** What the fills say was bought is what the accounts have. */
export async function expectBooksAsFills(httpUrl: string): Promise<void> {
  for (const account of traders) {
    const reading = { field: 'fills', fields: 'id quantityCoin', filter: `account: "${account}"` } as const
    const fills = await readConnection<{ quantityCoin: number }>(httpUrl, reading)
    const bought = fills.reduce((sum, { quantityCoin }) => sum + quantityCoin, 0)
    const query = `{ positions(account: "${account}") { positions { quantityCoin } } }`
    const { data } = await ask<{ positions: { positions: { quantityCoin: number }[] } }>(httpUrl, query)
    expect(data?.positions.positions[0]?.quantityCoin ?? 0).toBeCloseTo(bought, 6)
  }
}
