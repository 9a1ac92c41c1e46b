import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { expect, it, vi } from 'vitest'
import { maxDroppedBytes } from '../../graphql/pipeline/read-body.js'
import { dropBody } from './drop-body.js'

/** A request whose body comes when the test writes it. */
function requestWith(headers: object, complete = false) {
  const body = new PassThrough({ highWaterMark: 64 * 1_024 * 1_024, autoDestroy: false })
  const request = Object.assign(body, { headers, complete }) as unknown as IncomingMessage
  const goOn = vi.fn()
  dropBody(request, goOn)
  return { body, goOn }
}

it.each([
  ['there is none', {}, false],
  ['it was read', { 'content-length': '5' }, true],
])('nothing is waited for when %s', (_why, headers, complete) => {
  expect(requestWith(headers, complete).goOn).toHaveBeenCalledOnce()
})

it.each(['content-length', 'transfer-encoding'])('a body with %s is read to its end', async (header) => {
  const { body, goOn } = requestWith({ [header]: 'x' })
  body.write('half')
  expect(goOn).not.toHaveBeenCalled()
  body.end('rest')
  await expect.poll(() => goOn.mock.calls.length).toBe(1)
  const closed = new Promise((resolve) => body.once('close', resolve))
  body.destroy()
  await closed
  expect(goOn).toHaveBeenCalledOnce()
})

it('a body is given up when more of it came than is read, and when its connection closes', async () => {
  const long = requestWith({ 'transfer-encoding': 'chunked' })
  const seen = new Promise((resolve) => long.body.once('data', resolve))
  long.body.write(Buffer.alloc(maxDroppedBytes))
  await seen
  expect(long.goOn).not.toHaveBeenCalled()
  long.body.write('x')
  await expect.poll(() => long.goOn.mock.calls.length).toBe(1)
  const ended = new Promise((resolve) => long.body.once('end', resolve))
  long.body.end('more')
  await ended
  expect(long.goOn).toHaveBeenCalledOnce()
  const cut = requestWith({ 'content-length': '5' })
  cut.body.destroy()
  await expect.poll(() => cut.goOn.mock.calls.length).toBe(1)
})
