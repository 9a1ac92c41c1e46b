import { expect, it } from 'vitest'
import { failureInWords } from './failure-words.js'

const failure = (message: string, code?: string) => Object.assign(new Error(message), code !== undefined && { code })

it.each([
  [failure('getaddrinfo ENOTFOUND www.deribit.com', 'ENOTFOUND'), /not known to DNS \(getaddrinfo/],
  [failure('getaddrinfo EAI_AGAIN www.deribit.com', 'EAI_AGAIN'), /on the network/],
  [failure('connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED'), /nobody listens .*127\.0\.0\.1:1/],
  [failure('read ECONNRESET', 'ECONNRESET'), /^the exchange cut the connection \(read ECONNRESET\)$/],
  [failure('write EPIPE', 'EPIPE'), /^the exchange cut the connection \(/],
  [failure('connect ETIMEDOUT', 'ETIMEDOUT'), /^the exchange does not answer \(/],
  [failure('connect EHOSTUNREACH', 'EHOSTUNREACH'), /^no way to the exchange; is this machine on the network\?/],
  [failure('connect ENETUNREACH', 'ENETUNREACH'), /^no way to the exchange; is this machine on the network\?/],
  // An address with IPv4 and IPv6 fails with an error without a message.
  [Object.assign(new AggregateError([failure('', 'ECONNREFUSED')], ''), { code: 'ECONNREFUSED' }), /nobody listens/],
  [new AggregateError([failure('connect ETIMEDOUT 1.2.3.4:443', 'ETIMEDOUT')], ''), /does not answer \(connect/],
  [failure('Unexpected server response: 503'), /refuses connections \(HTTP 503\)/],
  [failure('Opening handshake has timed out'), /does not answer/],
  [failure('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'), /^self-signed certificate$/],
  [failure('', 'EWHAT'), /^the socket failed \(EWHAT\)$/],
  [failure(''), /^the socket failed \(Error\)$/],
  [failure('', 'ECONNREFUSED'), /^nobody listens at the exchange's address \(ECONNREFUSED\)$/],
  [new AggregateError(['no error'], ''), /^the socket failed \(AggregateError\)$/],
  [failure('Unexpected server response: 503 then'), /^Unexpected server response: 503 then$/],
  [Object.assign(failure('no'), { errors: [failure('first')] }), /^no$/],
  [failure('Some Unexpected server response: 503'), /^Some Unexpected server response: 503$/],
])('%s is said in words', (error, words) => {
  expect(failureInWords(error)).toMatch(words)
})
