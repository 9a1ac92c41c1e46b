/** Credits as the exchange counts them, one pool per kind of call: what a call costs, the most there is, and the refill. */
const pools = {
  subscribe: { cost: 3_000, most: 30_000, perSecond: 10_000 },
  instruments: { cost: 10_000, most: 500_000, perSecond: 10_000 },
  other: { cost: 500, most: 50_000, perSecond: 10_000 },
}

/** Returns a function that tells whether a call is still paid for. `timeScale` 0.01 refills a hundred times as fast. */
export function createCredits(timeScale: number): (method: string) => boolean {
  const left = new Map(Object.entries(pools).map(([name, { most }]) => [name, { credits: most, atMs: Date.now() }]))
  return (method) => {
    const name =
      method === 'public/subscribe' ? 'subscribe' : method === 'public/get_instruments' ? 'instruments' : 'other'
    const pool = left.get(name)
    if (!pool) return true
    const { cost, most, perSecond } = pools[name]
    const earned = ((Date.now() - pool.atMs) / 1000 / timeScale) * perSecond
    pool.credits = Math.min(most, pool.credits + earned) - cost
    pool.atMs = Date.now()
    return pool.credits >= 0
  }
}
