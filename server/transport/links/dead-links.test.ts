import { once } from 'node:events'
import { connect, createServer, Socket, type AddressInfo, type Server } from 'node:net'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DeadLinks } from './dead-links.js'
import { linkOf, unansweredOf } from './kernel-links.js'

let server: Server
let client: Socket
let ours: Socket
let links: DeadLinks
let read: () => Promise<ReadonlyMap<string, number>>
let logged: unknown[]
/** How often the kernel has sent in vain. */
let times = 0

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  ;[ours] = (await once(server, 'connection')) as [Socket]
  times = 0
  read = () => Promise.resolve(new Map([[linkOf(ours) ?? '', times]]))
  logged = []
  const log = { error: (facts: unknown) => void logged.push(facts) }
  links = new DeadLinks(log, () => read())
  links.add(ours, ours)
})
afterEach(() => {
  links[Symbol.dispose]()
  client.destroy()
  server.close()
  vi.useRealTimers()
})

/** `repeats`: how often was sent in vain at each look, two seconds apart. */
async function look(...repeats: readonly number[]): Promise<void> {
  for (times of repeats) await vi.advanceTimersByTimeAsync(2_000)
}

describe('a connection', () => {
  it('is not looked at when nothing is written to it any more, nor when it has gone before', async () => {
    const answer = new PassThrough()
    const other = new DeadLinks({ error: () => {} }, () => {
      reads += 1
      return read()
    })
    let reads = 0
    other.add(new PassThrough(), new Socket())
    await look(1)
    expect(reads).toBe(0)
    other.add(answer, ours)
    await look(1)
    expect(reads).toBe(1)
    answer.destroy()
    await once(answer, 'close')
    await look(2)
    expect(reads).toBe(1)
    other.add(new PassThrough(), ours)
    other[Symbol.dispose]()
    await look(3)
    expect(reads).toBe(1)
  })

  it('is looked at once at a time, however long the kernel takes to tell', async () => {
    let reads = 0
    let tell: (repeats: ReadonlyMap<string, number>) => void = () => {}
    read = () => {
      reads += 1
      return new Promise((resolve) => (tell = resolve))
    }
    await look(1, 1, 1)
    expect(reads).toBe(1)
    tell(new Map())
    await look(1)
    expect(reads).toBe(2)
  })

  it('is ended though the kernel could not be asked once, which is logged', async () => {
    const asKernel = read
    read = () => Promise.reject(new Error('no table'))
    await look(1)
    expect(logged).toEqual([{ err: new Error('no table') }])
    read = asKernel
    await look(1, 2, 3, 4, 5, 6, 7)
    expect(ours.destroyed).toBe(true)
  })

  it('is ended when 12 s long nothing was acknowledged that was sent again and again', async () => {
    await look(0, 0, 2, 3, 4, 5, 5)
    expect(ours.destroyed).toBe(false)
    await look(5)
    expect(ours.destroyed).toBe(true)
  })

  it.each([
    ['acknowledges after a while', [1, 2, 3, 4, 0, 1, 2, 3, 4, 0]],
    ['loses much, and acknowledges in between', [2, 3, 4, 5, 1, 2, 3, 4, 1, 2]],
    ['loses one packet at each look', [1, 1, 1, 1, 1, 1, 1, 1, 1]],
    ['has nothing sent to it', [0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ])('is kept when the other end %s', async (_what, repeats) => {
    await look(...repeats)
    expect(ours.destroyed).toBe(false)
  })
})

describe('the tables of the kernel', () => {
  const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'
  const row = (link: string, timer: string, repeats: string, probes: number) =>
    `  12: ${link} 01 00000008:00000000 ${timer}:0000002A ${repeats}  1000        ${probes} 402939 2 00000000e0 24 4 29 10 -1\n`
  const [one, two, three] = [
    '0100630A:1F90 0200630A:E64C',
    '0100630A:1F90 0200630A:E64D',
    '0100630A:1F90 0200630A:E64E',
  ]

  it('name what was sent in vain, and what was asked in vain while the other end took nothing', () => {
    const table =
      head + row(one, '01', '0000000A', 0) + row(two, '00', '00000000', 0) + row(three, '04', '00000000', 13)
    expect(unansweredOf(table)).toEqual([
      [one, 10],
      [three, 13],
    ])
  })

  it.each([
    ['10.99.0.1', '0100630A'],
    ['::ffff:10.99.0.1', '0000000000000000FFFF00000100630A'],
    ['::1', '00000000000000000000000001000000'],
    ['fe80::a:1%eth0', '000080FE000000000000000001000A00'],
    ['2001:db8:1:2:3:4:5:6', 'B80D0120020001000400030006000500'],
  ])('know %s, on a machine that writes the low byte first', (address, word) => {
    const socket = { localAddress: address, localPort: 8080, remoteAddress: address, remotePort: 58956 } as Socket
    expect(linkOf(socket)).toBe(`${word}:1F90 ${word}:E64C`)
  })
})
