import { describe, expect, it } from 'vitest'
import { parseMessage } from './messages.js'

describe('parseMessage', () => {
  it('tells answers, with the id they echo and the time they were sent', () => {
    const text =
      '{"jsonrpc":"2.0","id":3,"result":["a"],"usIn":1790133840888348,"usOut":1790133840889867,"usDiff":1519}'
    expect(parseMessage(text)).toEqual({ kind: 'answer', id: 3, result: ['a'], usOut: 1790133840889867 })
    expect(parseMessage('{"result":"ok","id":"seven"}')).toEqual({
      kind: 'answer',
      id: 'seven',
      result: 'ok',
      usOut: null,
    })
  })

  it('tells errors, with any kind of data, also without an id', () => {
    const withObject =
      '{"id":7,"error":{"code":-32602,"data":{"reason":"value must be >= 10"},"message":"Invalid params"}}'
    expect(parseMessage(withObject)).toEqual({ kind: 'error', id: 7, code: -32602, message: 'Invalid params' })
    const withText = '{"jsonrpc":"2.0","error":{"code":11050,"data":"invalid json","message":"bad_request"}}'
    expect(parseMessage(withText)).toEqual({ kind: 'error', id: null, code: 11050, message: 'bad_request' })
  })

  it('takes an answer of nothing for an answer, and reads no time, id or text that is of another kind', () => {
    expect(parseMessage('{"id":true,"result":null,"usOut":"1"}')).toEqual({
      ...{ kind: 'answer', id: null, result: null, usOut: null },
    })
    expect(parseMessage('{"id":1,"error":{"code":5,"message":7}}')).toMatchObject({ code: 5, message: 'no message' })
  })

  it('tells notifications', () => {
    const text = '{"params":{"data":{"price":2.8e-4},"channel":"x.y"},"method":"subscription"}'
    expect(parseMessage(text)).toEqual({ kind: 'notification', channel: 'x.y', data: { price: 0.00028 } })
  })

  it('tells heartbeats that want an answer from those that do not', () => {
    const beat = (type: string) => parseMessage(`{"params":{"type":"${type}"},"method":"heartbeat"}`)
    expect(beat('test_request')).toEqual({ kind: 'heartbeat', testRequest: true })
    expect(beat('heartbeat')).toEqual({ kind: 'heartbeat', testRequest: false })
    expect(parseMessage('{"method":"heartbeat"}')).toEqual({ kind: 'heartbeat', testRequest: false })
  })

  it.each([
    ...['', 'x', '{"a":', 'null', '3', '[]', '{}', '{"id":1}'],
    ...['{"method":"subscription"}', '{"method":"subscription","params":{"channel":5}}'],
    ...['{"error":5}', '{"error":{"code":"5"}}', '{"error":null,"result":1}'],
  ])('takes %j for unknown and does not throw', (text) => {
    expect(parseMessage(text)).toEqual({ kind: 'unknown', why: expect.stringMatching(/\w/) as string })
  })
})
