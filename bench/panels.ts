import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Kind, parse, print, separateOperations } from 'graphql'
import { WebSocket } from 'ws'
import { startServer } from '../tests/support/start-server.js'
import { flag } from './support/flags.js'
import { quantile, report, rounded } from './support/report.js'

/**
 * What a panel of the dashboard costs on the wire: its own subscription on the simulated market at its usual pace, against
 * asking its query every five seconds. Application bytes; HTTP headers and TCP are extra for both. `--seconds=60`.
 */
const seconds = flag('seconds', 60)
const pollMs = 5_000

const documents = readdirSync('client/src/features', { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => readFileSync(join('client/src/features', file), 'utf8'))
const operations = separateOperations(parse(documents.join('\n')))

/** The panel's query and subscription, with the variables that the dashboard gives them at first. */
const panels = [
  { panel: 'market', query: 'MarketSnapshot', subscription: 'MarketUpdates', variables: { currency: 'BTC' } },
  {
    panel: 'chain',
    query: 'ChainSnapshot',
    subscription: 'ChainUpdates',
    variables: { currency: 'BTC', expiry: null, limit: 40 },
  },
  { panel: 'performance', query: 'PerformanceSnapshot', subscription: 'PerformanceUpdates', variables: {} },
  { panel: 'positions', query: 'PositionsSnapshot', subscription: 'PositionsUpdates', variables: {} },
  { panel: 'portfolio', query: 'PortfolioSnapshot', subscription: 'PortfolioUpdates', variables: {} },
  { panel: 'decisions', query: 'DecisionsSnapshot', subscription: 'DecisionUpdates', variables: { first: 50 } },
]

function textOf(name: string): string {
  const document = operations[name]
  if (!document) throw new Error(`No operation ${name} among ${Object.keys(operations).join(', ')}`)
  return print(document)
}

/** The variables that an operation declares, out of those of its panel. */
function variablesOf(name: string, all: Record<string, unknown>): Record<string, unknown> {
  const definition = operations[name]?.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)
  const declared = definition?.variableDefinitions?.map(({ variable }) => variable.name.value) ?? []
  return Object.fromEntries(declared.map((variable) => [variable, all[variable] ?? null]))
}

interface Traffic {
  messages: number
  bytes: number
  readonly delaysMs: number[]
}

function subscribe(wsUrl: string, name: string, variables: Record<string, unknown>): { traffic: Traffic; end(): void } {
  const traffic: Traffic = { messages: 0, bytes: 0, delaysMs: [] }
  const socket = new WebSocket(wsUrl, 'graphql-transport-ws')
  socket.on('open', () => socket.send('{"type":"connection_init"}'))
  socket.on('message', (data: Buffer) => {
    const text = data.toString()
    if (text.includes('connection_ack')) {
      const payload = { query: textOf(name), variables: variablesOf(name, variables) }
      return socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }))
    }
    if (text.includes('"errors"')) throw new Error(`${name}: ${text}`)
    traffic.messages += 1
    traffic.bytes += data.length
    const asOf = /"asOf":"([^"]+)"/.exec(text)?.[1]
    if (asOf !== undefined) traffic.delaysMs.push(Date.now() - Date.parse(asOf))
  })
  return { traffic, end: () => socket.terminate() }
}

async function poll(httpUrl: string, name: string, variables: Record<string, unknown>): Promise<number> {
  const body = JSON.stringify({ query: textOf(name), variables: variablesOf(name, variables) })
  const response = await fetch(httpUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const text = await response.text()
  if (text.includes('"errors"')) throw new Error(`${name}: ${text}`)
  return body.length + text.length
}

const server = await startServer()
await new Promise((resolve) => setTimeout(resolve, 2_000))
const live = panels.map((panel) => ({ panel, ...subscribe(server.wsUrl, panel.subscription, panel.variables) }))
const polled = new Map<string, number>(panels.map(({ panel }) => [panel, 0]))
for (let waited = 0; waited < seconds * 1_000; waited += pollMs) {
  for (const { panel, query, variables } of panels) {
    polled.set(panel, (polled.get(panel) ?? 0) + (await poll(server.httpUrl, query, variables)))
  }
  await new Promise((resolve) => setTimeout(resolve, pollMs))
}
for (const { end } of live) end()

const perMinute = 60 / seconds
report(
  'panels',
  live.map(({ panel: { panel }, traffic }) => ({
    panel,
    'events a minute': rounded(traffic.messages * perMinute, 0),
    'KB a minute': rounded((traffic.bytes * perMinute) / 1_000),
    'bytes an event': rounded(traffic.bytes / Math.max(1, traffic.messages), 0),
    'age when it comes p50 ms': traffic.delaysMs.length === 0 ? '–' : rounded(quantile(traffic.delaysMs, 0.5), 0),
    'polls a minute': 60_000 / pollMs,
    'KB a minute polled': rounded(((polled.get(panel) ?? 0) * perMinute) / 1_000),
    'mean age polled ms': pollMs / 2,
  })),
)
process.exit()
