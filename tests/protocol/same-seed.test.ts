import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { startProcess, type RunningServer } from '../support/run-server.js'
import { SocketClient } from '../support/socket-client.js'

const running: RunningServer[] = []
afterEach(() => Promise.all(running.splice(0).map((one) => one.kill())))

const moments = 1_000
const wholeChains = 40

/** Prints a digest of the simulated market at random moments of a month, in this or in the opposite order. */
function program(isBackward: boolean): string {
  const world = pathToFileURL(resolve('dist/modules/feeds/simulated/simulated-world.js')).href
  return `
    import { createHash } from 'node:crypto'
    import { simulatedWorld } from ${JSON.stringify(world)}
    const { currencies } = simulatedWorld('two processes')
    const start = Date.UTC(2026, 8, 24, 8)
    const at = (index) => start + Math.floor(((index * 0.6180339887498949) % 1) * 30 * 86_400_000)
    const order = Array.from({ length: ${moments} }, (_, index) => index).sort((a, b) => at(a) - at(b))
    if (${isBackward}) order.reverse()
    const published = (index) => currencies.map((market) => {
      const timeMs = at(index)
      const books = market.options(timeMs)
      const asked = index < ${wholeChains} ? books : books.filter((_, place) => (place + index) % 50 === 0)
      return [
        market.indexUsd(timeMs), market.volatilityIndex(timeMs), market.perpetual.valuesAt(timeMs),
        books.map(({ instrument }) => instrument.symbol), asked.map((book) => book.valuesAt(timeMs)),
      ]
    })
    const digests = []
    for (const index of order) digests[index] = createHash('sha1').update(JSON.stringify(published(index))).digest('base64')
    console.log(JSON.stringify(digests))
  `
}

async function digestsOf(isBackward: boolean): Promise<string[]> {
  const script = ['--input-type=module', '-e', program(isBackward)]
  const { stdout } = await promisify(execFile)(process.execPath, script, { maxBuffer: 2 ** 24 })
  return JSON.parse(stdout) as string[]
}

// Not the price in USD, nor the options nearest to the forward, nor IVs of the model: those go by the index when a chain
// is published.
const contract = `symbol quoteIvOrigin bidPriceCoin bidAmountCoin bidIv askPriceCoin askAmountCoin askIv markPriceCoin
  markIv lastPriceCoin openInterestCoin volume24hCoin greeks { delta gamma vega theta rho }`
const market = `asOf indexPriceUsd volatilityIndex perpetual { bidPriceUsd bidAmountUsd askPriceUsd askAmountUsd
  markPriceUsd lastPriceUsd high24hUsd low24hUsd volume24hUsd openInterestUsd fundingRate8h }`
const streams = {
  market: `subscription { marketData(currency: "ETH") { ${market} } }`,
  chain: `subscription { optionsChain(currency: "ETH", limit: 1000) { asOf expiry contracts { ${contract} } } }`,
}
type StreamName = keyof typeof streams

interface Heard {
  readonly asOf: string
  readonly contracts?: readonly { readonly quoteIvOrigin: string | null }[]
}

function withoutModelIvs({ contracts, ...said }: Heard): Heard {
  if (!contracts) return said
  const ofModel = { quoteIvOrigin: null, bidIv: null, askIv: null }
  return {
    ...said,
    contracts: contracts.map((one) => (one.quoteIvOrigin === 'EXCHANGE' ? one : { ...one, ...ofModel })),
  }
}

/** What a server said last of each moment, by stream and time. It listens until the server ends. */
async function listen({ wsUrl }: RunningServer, onHeard: () => void) {
  const socket = await new SocketClient(wsUrl).init()
  for (const [name, query] of Object.entries(streams)) socket.subscribe(name, query)
  const heard = { market: new Map<string, Heard>(), chain: new Map<string, Heard>() }
  const hear = async () => {
    for (;;) {
      const { id, payload } = await socket.next()
      const [said] = Object.values((payload as { data: Record<string, Heard> }).data)
      if (said) heard[id as StreamName].set(said.asOf, withoutModelIvs(said))
      onHeard()
    }
  }
  hear().catch(() => socket[Symbol.dispose]())
  return heard
}

async function serve(): Promise<RunningServer> {
  const server = await startProcess({ SIM_SEED: 'two servers' })
  running.push(server)
  return server
}

describe('two processes with one seed', () => {
  it('have the same market at 1,000 random moments', async () => {
    const [forward, backward] = await Promise.all([digestsOf(false), digestsOf(true)])
    expect(forward).toHaveLength(moments)
    expect(new Set(forward).size).toBe(moments)
    expect(backward).toEqual(forward)
  })

  it('publish the same at each beat, though they started one after the other', async () => {
    const enough = { market: 20, chain: 5 }
    let heard: Awaited<ReturnType<typeof listen>>[] = []
    const inBoth = (name: StreamName) => {
      const [first, second] = heard
      return [...(first?.[name].keys() ?? [])].filter((asOf) => second?.[name].has(asOf))
    }
    await new Promise<void>((enoughHeard, failed) => {
      const look = () => {
        if (inBoth('market').length >= enough.market && inBoth('chain').length >= enough.chain) enoughHeard()
      }
      const start = async () => {
        const first = await listen(await serve(), look)
        const second = await listen(await serve(), look)
        heard = [first, second]
      }
      start().catch(failed)
    })
    const [first, second] = heard
    for (const name of ['market', 'chain'] as const) {
      // Of the newest moment one of them may not have said all.
      for (const asOf of inBoth(name).slice(0, -1)) expect(second?.[name].get(asOf)).toEqual(first?.[name].get(asOf))
    }
  })
})
