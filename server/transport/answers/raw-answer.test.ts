import { expect, it } from 'vitest'
import { rawAnswer } from './raw-answer.js'

it('has the headers of all answers, its own, and the length of its body', () => {
  const answer = { status: 429, headers: { 'Retry-After': '5' }, body: '{"error":"Zu viele: é"}', isSecure: false }
  const [head = '', body] = rawAnswer(answer).split('\r\n\r\n')
  const [status, ...lines] = head.split('\r\n')
  expect([status, body]).toEqual(['HTTP/1.1 429 Too Many Requests', '{"error":"Zu viele: é"}'])
  expect(lines).toContain('Connection: close')
  expect(lines).toContain('X-Content-Type-Options: nosniff')
  expect(lines).toContain('Retry-After: 5')
  expect(lines).toContain('Content-Length: 24')
})

it('says that browsers shall stay with TLS to whom it reached over TLS, and to nobody else', () => {
  const hsts = 'Strict-Transport-Security: '
  expect([true, false].map((isSecure) => rawAnswer({ status: 400, isSecure }).includes(hsts))).toEqual([true, false])
})
