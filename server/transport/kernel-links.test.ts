import type { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { linkOf } from './kernel-links.js'

const own = { localAddress: '127.0.0.1', localPort: 80 }
const other = { remoteAddress: '127.0.0.1', remotePort: 81 }

it.each([{ ...own }, { ...other }, {}])('a connection that is gone has no name: %j', (parts) => {
  expect(linkOf(parts as Socket)).toBeNull()
})

it('a connection has its ends in its name', () => {
  expect(linkOf({ ...own, ...other } as Socket)).toMatch(/^[\dA-F]{8}:0050 [\dA-F]{8}:0051$/)
})
