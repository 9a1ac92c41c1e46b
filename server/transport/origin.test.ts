import { describe, expect, it } from 'vitest'
import { isAllowedOrigin, isOurHost } from './origin.js'

const desk = 'https://desk.example'
const loopback = { allowedOrigins: [desk], loopbackOnly: true }
const anywhere = { allowedOrigins: [desk], loopbackOnly: false }

describe('a server that listens on the loopback', () => {
  it.each([
    'localhost',
    'LOCALHOST:4000',
    'localhost:4000',
    '127.0.0.1',
    '127.0.0.1:80',
    '127.255.10.1',
    '[::1]',
    '[::1]:4000',
    'desk.example',
    'DESK.example',
  ])('is known as %s', (host) => {
    expect(isOurHost({ host }, loopback)).toBe(true)
  })

  it.each([
    'evil.example',
    'localhost.evil.example',
    'evil-localhost',
    'localhost:',
    'localhost:80x',
    '127.0.0.1.evil.example',
    '127.0.0',
    '127.0.0.1000',
    '1127.0.0.1',
    '127a0a0a1',
    '::1',
    '[::1]x',
    'x[::1]',
    'desk.example:8080',
    'desk.example.evil',
  ])('is not known as %s', (host) => {
    expect(isOurHost({ host }, loopback)).toBe(false)
  })

  it('serves who names no host', () => {
    expect(isOurHost({}, loopback)).toBe(true)
  })
})

it('a server that others reach is known by any name', () => {
  expect(isOurHost({ host: 'any.example' }, anywhere)).toBe(true)
})

describe('a page that opens a WebSocket', () => {
  it.each([
    [{ host: 'any.example' }, 'no page'],
    [{ host: 'any.example', origin: desk }, 'a page of a configured origin'],
    [{ host: 'any.example', origin: 'http://any.example' }, 'a page of ours'],
    [{ host: 'any.example', origin: 'https://any.example' }, 'a page of ours behind a proxy'],
  ])('may, by %j: %s', (headers: Record<string, string | undefined>, _which) => {
    expect(isAllowedOrigin(headers, anywhere)).toBe(true)
  })

  it.each([
    'https://evil.example',
    'https://desk.example.evil',
    'http://desk.example',
    'https://desk.example:8080',
    'http://any.example:80',
    'ftp://any.example',
    'null',
    '',
  ])('may not, from %s', (origin) => {
    expect(isAllowedOrigin({ host: 'any.example', origin }, anywhere)).toBe(false)
  })

  it('may not under a name that is not ours, though the page has the same', () => {
    expect(isAllowedOrigin({ host: 'evil.example', origin: 'http://evil.example' }, loopback)).toBe(false)
    expect(isAllowedOrigin({ host: 'evil.example' }, loopback)).toBe(false)
    expect(isAllowedOrigin({ host: 'localhost:4000', origin: 'http://localhost:4000' }, loopback)).toBe(true)
  })
})
