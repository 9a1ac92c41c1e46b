import { describe, expect, it } from 'vitest'
import { couldBeOfAnyPage, foreignPage, isAllowedOrigin } from './origin-rule.js'

const desk = 'https://desk.example'
const rule = { allowedOrigins: [desk], requireOrigin: false }
const arrived = (name: string, port: number | null = null, isSecure = false) => ({ host: { name, port }, isSecure })

describe('an origin', () => {
  it.each([
    [desk, arrived('any.example'), 'is listed'],
    ['http://any.example', arrived('any.example'), 'is ours'],
    ['http://any.example', arrived('any.example', 80), 'is ours, on the usual port'],
    ['http://any.example:8080', arrived('any.example', 8_080), 'is ours, on a port'],
    ['https://any.example', arrived('any.example'), 'is ours behind a proxy with TLS'],
    ['https://any.example', arrived('any.example', 443, true), 'is ours with TLS'],
    ['http://[::1]:4000', arrived('::1', 4_000), 'is ours by an address'],
  ])('%s may use the API at %j: it %s', (origin, arrival) => {
    expect(isAllowedOrigin(origin, rule, arrival)).toBe(true)
  })

  it.each([
    ['https://evil.example', arrived('any.example')],
    ['https://desk.example.evil', arrived('any.example')],
    ['http://desk.example', arrived('any.example')],
    ['https://desk.example:8080', arrived('any.example')],
    ['http://any.example:80', arrived('any.example')],
    ['http://any.example', arrived('any.example', 4_000)],
    ['http://any.example', arrived('any.example', null, true)],
    ['ftp://any.example', arrived('any.example')],
    ['http://::1', arrived('::1')],
    ['null', arrived('any.example')],
    ['', arrived('any.example')],
  ])('%j may not use the API at %j', (origin, arrival) => {
    expect(isAllowedOrigin(origin, rule, arrival)).toBe(false)
  })
})

describe('a request without an origin', () => {
  it.each([
    [{}, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ 'sec-fetch-site': 'same-origin' }, false],
    [{ 'sec-fetch-site': 'same-site' }, true],
    [{ 'sec-fetch-site': 'cross-site' }, true],
  ])('that says %j is of a foreign page: %s', (headers, isForeign) => {
    expect(foreignPage(headers, rule, arrived('localhost')) !== null).toBe(isForeign)
  })

  it('is refused where one is required, unless the browser says that it is of our page', () => {
    const strict = { ...rule, requireOrigin: true }
    expect(foreignPage({}, strict, arrived('localhost'))).toContain('REQUIRE_ORIGIN=false')
    expect(foreignPage({ 'sec-fetch-site': 'none' }, strict, arrived('localhost'))).not.toBeNull()
    expect(foreignPage({ 'sec-fetch-site': 'same-origin' }, strict, arrived('localhost'))).toBeNull()
    expect(foreignPage({ origin: desk }, strict, arrived('localhost'))).toBeNull()
  })

  it('names no more of a long origin than one reads', () => {
    expect(foreignPage({ origin: 'x'.repeat(10_000) }, rule, arrived('localhost'))?.length).toBeLessThan(250)
  })
})

describe('a GET', () => {
  it.each([
    [{}, true],
    [{ accept: '*/*' }, true],
    [{ accept: 'image/*' }, true],
    [{ 'content-type': 'text/plain;charset=utf-8' }, true],
    [{ 'content-type': ' ; application/json' }, true],
    [{ 'x-requested-with': '' }, true],
    [{ 'sec-fetch-mode': 'no-cors' }, true],
    [{ accept: 'application/json' }, false],
    [{ accept: '*/*, text/event-stream;q=0.5' }, false],
    [{ 'content-type': 'application/json' }, false],
    [{ 'x-requested-with': 'XMLHttpRequest' }, false],
    [{ authorization: 'Bearer x' }, false],
    [{ 'sec-fetch-mode': 'cors' }, false],
  ])('with %j could be of any page: %s', (headers, could) => {
    expect(couldBeOfAnyPage(headers)).toBe(could)
  })
})
