import { expect, it } from 'vitest'
import { isForClient } from './id-token.js'

const iss = 'https://login.example.com'
const isOurs = (claims: object) => isForClient({ iss, aud: 'us', ...claims }, iss, 'us')

it('is for us when its provider made it for us alone', () => {
  expect(isOurs({})).toBe(true)
  expect(isOurs({ aud: ['us'] })).toBe(true)
  expect(isOurs({ aud: ['us'], azp: 'us' })).toBe(true)
})

it('is not for us when another provider made it, or for others', () => {
  expect(isOurs({ iss: `${iss}/` })).toBe(false)
  expect(isOurs({ aud: 'them' })).toBe(false)
  expect(isOurs({ aud: ['them'] })).toBe(false)
  expect(isOurs({ aud: [] })).toBe(false)
  expect(isOurs({ aud: undefined })).toBe(false)
})

it('for several clients is for us only when we asked for it', () => {
  expect(isOurs({ aud: ['us', 'them'], azp: 'us' })).toBe(true)
  expect(isOurs({ aud: ['us', 'them'] })).toBe(false)
  expect(isOurs({ aud: ['us', 'us'] })).toBe(false)
})

it('that another client asked for is not for us', () => {
  expect(isOurs({ aud: ['us', 'them'], azp: 'them' })).toBe(false)
  expect(isOurs({ azp: 'them' })).toBe(false)
  expect(isOurs({ azp: '' })).toBe(false)
  expect(isOurs({ azp: null })).toBe(false)
})
