import { expect, it } from 'vitest'
import { rawAnswer } from './raw-answer.js'

it('has the headers of all answers, its own, and the length of its body', () => {
  const [head = '', body] = rawAnswer(429, { 'Retry-After': '5' }, '{"error":"Zu viele: é"}').split('\r\n\r\n')
  const [status, ...lines] = head.split('\r\n')
  expect([status, body]).toEqual(['HTTP/1.1 429 Too Many Requests', '{"error":"Zu viele: é"}'])
  expect(lines).toContain('Connection: close')
  expect(lines).toContain('X-Content-Type-Options: nosniff')
  expect(lines).toContain('Retry-After: 5')
  expect(lines).toContain('Content-Length: 24')
})
