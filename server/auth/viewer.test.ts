import { expect, it } from 'vitest'
import { readTheSame, viewerOf } from './viewer.js'

const viewer = (scopes: string) => viewerOf('somebody', scopes.split(' '))

it.each([
  ['account:read:b account:read:a', 'accounts:open account:read:a account:read:b account:read:a'],
  ['account:read:a account:trade:b market:read', 'account:read:a market:read'],
  ['account:trade:a', 'accounts:open'],
  ['admin', 'account:read:* account:read:a market:read'],
])('viewers read the same, whatever else they may do: %s, and %s', (one, other) => {
  expect(readTheSame(viewer(one), viewer(other))).toBe(true)
})

const different = [
  '',
  'market:read',
  'account:read:a',
  'account:read:a market:read',
  'account:read:b',
  'account:read:a account:read:b',
  'account:read:a-b',
  'account:read:all',
  'account:read:*',
]
const pairs = different.flatMap((one, index) => different.slice(index + 1).map((other) => [one, other] as const))

it.each(pairs)('viewers do not read the same: "%s", and "%s"', (one, other) => {
  expect(readTheSame(viewer(one), viewer(other))).toBe(false)
})
