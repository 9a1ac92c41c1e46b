import { expect, it } from 'vitest'
import { isLoopback } from './loopback.js'

it.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.255.10.1', '::1', '[::1]'])(
  'what listens on %s is reached from its own machine only',
  (host) => expect(isLoopback(host)).toBe(true),
)

it.each([
  '0.0.0.0',
  '::',
  '192.168.0.1',
  '127.0.0',
  '127.0.0.1.example',
  '1127.0.0.1',
  '127a0a0a1',
  'localhost:80',
  'localhost.example',
  'a-localhost',
  '::1x',
  'x[::1]',
])('what listens on %s may be reached from elsewhere', (host) => expect(isLoopback(host)).toBe(false))
