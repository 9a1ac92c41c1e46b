import type { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { linkOf, unanswered } from './kernel-links.js'

const own = { localAddress: '127.0.0.1', localPort: 80 }
const other = { remoteAddress: '127.0.0.1', remotePort: 81 }

it.each([{ ...own }, { ...other }, {}])('a connection that is gone has no name: %j', (parts) => {
  expect(linkOf(parts as Socket)).toBeNull()
})

it('a connection has its ends in its name', () => {
  expect(linkOf({ ...own, ...other } as Socket)).toMatch(/^[\dA-F]{8}:0050 [\dA-F]{8}:0051$/)
})

it('connections are those of both tables, of which either may be missing', async () => {
  const [v4, v6] = ['0100007F:0050 0100007F:0051', `${'0'.repeat(32)}:0050 ${'0'.repeat(32)}:0051`]
  const row = (link: string) => `   0: ${link} 01 00000008:00000000 01:0000002A 00000002     0        0 402939 2\n`
  const told = (tables: Record<string, string>) =>
    unanswered((path) => {
      const table = tables[path]
      return table === undefined ? Promise.reject(new Error('no such file')) : Promise.resolve(table)
    })
  const [one, other] = [{ '/proc/net/tcp': row(v4) }, { '/proc/net/tcp6': row(v6) }]
  const [inOne, inOther] = [
    [v4, 2],
    [v6, 2],
  ] as const
  expect(await told({})).toEqual(new Map())
  expect(await told(one)).toEqual(new Map([inOne]))
  expect(await told({ ...one, ...other })).toEqual(new Map([inOne, inOther]))
})

it('the tables are those of the kernel, where it has any', async () => {
  expect(await unanswered()).toBeInstanceOf(Map)
})
