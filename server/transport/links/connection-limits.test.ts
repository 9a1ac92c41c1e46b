import { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { Server as TlsServer } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { admissionFor } from '../../../tests/support/admission.js'
import { TrustedProxies } from '../../edge/trusted-proxies.js'
import { StreamCounts } from '../../metrics/stream-counts.js'
import { ConnectionLimits } from './connection-limits.js'

const proxy = '192.0.2.99'
/** Of any two addresses. */
const [here, there] = ['192.0.2.1', '192.0.2.2']

let counts: StreamCounts
let warned: unknown[]
let server: EventEmitter
let limits: ConnectionLimits
let nextPort = 1

beforeEach(() => {
  counts = new StreamCounts()
  warned = []
  server = new EventEmitter()
  const admission = admissionFor({ LIMIT_CONNECTIONS: '5', LIMIT_CONNECTIONS_PER_ADDRESS: '2' }, counts)
  const log = { warn: (facts: unknown) => void warned.push(facts) }
  const proxies = new TrustedProxies([proxy])
  limits = new ConnectionLimits(server as Server, { admission, proxies, log })
})

class Connection extends EventEmitter {
  readonly remoteAddress: string | undefined
  readonly remotePort: number
  destroyed = false

  constructor(remoteAddress: string | undefined, remotePort: number) {
    super()
    this.remoteAddress = remoteAddress
    this.remotePort = remotePort
  }

  destroy(): void {
    this.destroyed = true
    this.emit('close')
  }
}

function connect(remoteAddress: string | undefined, remotePort = nextPort++): Connection {
  const connection = new Connection(remoteAddress, remotePort)
  server.emit('connection', connection)
  return connection
}

const refusalOf = (connection: Connection) => limits.refusalOf(connection as unknown as Socket)
/** What happens to it: it is served, refused with an answer, or cut off. */
const fateOf = (connection: Connection) =>
  connection.destroyed ? 'cut off' : refusalOf(connection) === null ? 'served' : 'refused'
const fatesOf = (...addresses: string[]) => addresses.map((address) => fateOf(connect(address)))

describe('the connections of one address', () => {
  it('are served up to the limit, as many again are refused, and further ones cut off', () => {
    expect(fatesOf(here, here, here, here, here)).toEqual(['served', 'served', 'refused', 'refused', 'cut off'])
  })

  it('leave room for other addresses', () => {
    fatesOf(here, here, here)
    expect(fatesOf(there)).toEqual(['served'])
  })

  it('make room when they close', () => {
    const [served, , refused, other] = [connect(here), connect(here), connect(here), connect(here)]
    served.destroy()
    expect(fatesOf(here, here)).toEqual(['served', 'cut off'])
    refused.destroy()
    expect(fatesOf(here, here)).toEqual(['refused', 'cut off'])
    other.destroy()
    expect(fatesOf(here)).toEqual(['refused'])
  })

  it('are told apart by their ports, and a later one with the port of a refused one is served', () => {
    const [first, second, refused] = [connect(here, 1), connect(here, 2), connect(here, 3)]
    expect([first, second, refused].map(fateOf)).toEqual(['served', 'served', 'refused'])
    first.destroy()
    refused.destroy()
    expect(fateOf(connect(here, 3))).toBe('served')
  })

  it('are those of many clients when it is a trusted proxy', () => {
    expect(fatesOf(proxy, proxy, proxy, proxy, proxy, proxy)).toEqual([...Array<string>(5).fill('served'), 'refused'])
  })
})

describe('the connections that an address opens in a minute', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
  afterEach(() => void vi.useRealTimers())

  const short = async (address: string): Promise<Connection> => {
    const connection = connect(address)
    await vi.advanceTimersByTimeAsync(0)
    return connection
  }
  const limitsOf = (http: EventEmitter) => {
    server = http
    const admission = admissionFor({ LIMIT_NEW_CONNECTIONS_PER_MINUTE: '2' }, counts)
    limits = new ConnectionLimits(server as Server, {
      admission,
      proxies: new TrustedProxies([proxy]),
      log: { warn() {} },
    })
  }
  const fatesOfShort = async (...addresses: string[]) => {
    const fates: string[] = []
    for (const address of addresses) {
      const connection = await short(address)
      fates.push(fateOf(connection))
      connection.destroy()
    }
    return fates
  }

  it('are served up to the limit and then refused, until the minute is over', async () => {
    limitsOf(new EventEmitter())
    expect(await fatesOfShort(here, here, here, there)).toEqual(['served', 'served', 'refused', 'served'])
    await vi.advanceTimersByTimeAsync(59_000)
    const refused = await short(here)
    expect(refusalOf(refused)).toMatchObject({ status: 429, code: 'RATE_LIMITED', retryAfterMs: 1_000 })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await fatesOfShort(here)).toEqual(['served'])
  })

  it('are cut off above the limit where there is TLS', async () => {
    const http = new TlsServer()
    // Its own would shake hands.
    http.removeAllListeners('connection')
    limitsOf(http)
    expect(await fatesOfShort(here, here, here)).toEqual(['served', 'served', 'cut off'])
  })

  it('are those of many clients when it is a trusted proxy', async () => {
    limitsOf(new EventEmitter())
    expect(await fatesOfShort(proxy, proxy, proxy, proxy)).toEqual(Array(4).fill('served'))
  })
})

describe('the connections of all addresses', () => {
  const others = Array.from({ length: 12 }, (_, index) => `198.51.100.${index}`)

  it('are served up to the limit, as many again are refused, and further ones cut off', () => {
    const fates = fatesOf(...others.slice(0, 11))
    expect(fates).toEqual([...Array<string>(5).fill('served'), ...Array<string>(5).fill('refused'), 'cut off'])
  })

  it('make room when they close', () => {
    const [first] = others.slice(0, 5).map((address) => connect(address))
    first?.destroy()
    expect(fatesOf(here, there)).toEqual(['served', 'refused'])
  })
})

it('a connection whose client is gone already is no fault of ours', () => {
  expect(fateOf(connect(undefined))).toBe('served')
})

it('a refused client is told what the limit is of and when to come again', () => {
  const [, , refused] = [connect(here), connect(here), connect(here)]
  expect(refusalOf(refused)).toEqual({
    status: 429,
    code: 'RATE_LIMITED',
    message: expect.stringContaining('too many connections') as string,
    retryAfterMs: 5_000,
    headers: { 'Retry-After': '5' },
  })
})

describe('the operator', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
  afterEach(() => void vi.useRealTimers())

  it('sees in the metrics how many were refused or cut off', () => {
    fatesOf(here, here)
    expect(counts.refusals.size).toBe(0)
    fatesOf(here, here, here)
    expect([...counts.refusals]).toEqual([['connections', 3]])
  })

  it('is warned once a minute, with an address', () => {
    fatesOf(here, here, here, here)
    expect(warned).toEqual([{ address: here }])
    vi.advanceTimersByTime(59_999)
    fatesOf(here)
    expect(warned).toHaveLength(1)
    vi.advanceTimersByTime(1)
    fatesOf(here)
    expect(warned).toHaveLength(2)
  })
})
