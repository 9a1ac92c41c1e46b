import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listening } from '../../../tests/support/http-parts.js'
import { httpSend } from '../../../tests/support/http-send.js'
import type { Refusal } from '../../edge/request-judge.js'
import { sendJson, sendRefusal } from './send.js'

let refusal: Refusal
let server: Server
let url: string

beforeEach(async () => {
  server = createServer((_request, response) => sendRefusal(response, refusal))
  url = await listening(server)
})
afterEach(() => void server.close())

async function refused(with_: Partial<Refusal> = {}) {
  refusal = { status: 400, code: 'BAD_REQUEST', message: 'No.', ...with_ }
  const { status, headers, text } = await httpSend(url, {})
  return { status, headers, body: JSON.parse(text) as unknown }
}

it('a refusal is an answer that clients of GraphQL understand', async () => {
  const { status, headers, body } = await refused()
  expect(status).toBe(400)
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' })
  expect(body).toEqual({ errors: [{ message: 'No.', extensions: { code: 'BAD_REQUEST' } }] })
})

it('a refusal says what is allowed, and when to come again', async () => {
  const { body } = await refused({ allowed: { values: ['a', 'b'] }, retryAfterMs: 0 })
  const extensions = { code: 'BAD_REQUEST', allowed: { values: ['a', 'b'] }, retryAfterMs: 0 }
  expect(body).toEqual({ errors: [{ message: 'No.', extensions }] })
})

it('a refusal has headers of its own', async () => {
  expect((await refused({ headers: { Allow: 'GET' } })).headers).toMatchObject({ allow: 'GET' })
})

it('an answer of JSON is not kept by caches', async () => {
  server.removeAllListeners('request').on('request', (_request, response) => sendJson(response, 201, { a: 1 }))
  const { status, headers, text } = await httpSend(url, {})
  expect([status, text]).toEqual([201, '{"a":1}'])
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' })
})
