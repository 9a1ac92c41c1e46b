import { CombinedError } from 'urql'
import { expect, it } from 'vitest'
import { causeOf, isRefusal } from './failure.js'

it('a failure says what the server said first, or else what happened to the request', () => {
  const graphQLErrors = [
    { message: 'No such expiry', extensions: { code: 'UNKNOWN_EXPIRY' } },
    { message: 'Nor such a limit', extensions: { code: 'OUT_OF_RANGE' } },
  ]
  expect(causeOf(new CombinedError({ graphQLErrors }))).toEqual({ message: 'No such expiry', code: 'UNKNOWN_EXPIRY' })
  expect(causeOf(new CombinedError({ graphQLErrors: ['No'] }))).toEqual({ message: 'No', code: null })
  const numbered = [{ message: 'No', extensions: { code: 7 } }]
  expect(causeOf(new CombinedError({ graphQLErrors: numbered })).code).toBeNull()
  const networkError = new Error('It hung up')
  expect(causeOf(new CombinedError({ networkError }))).toEqual({ message: '[Network] It hung up', code: null })
})

it.each([
  ['UNKNOWN_EXPIRY', true],
  ['UNKNOWN_CURSOR', true],
  ['OUT_OF_RANGE', true],
  ['INVALID_DATE', true],
  ['BAD_USER_INPUT', true],
  ['GRAPHQL_VALIDATION_FAILED', true],
  ['INTERNAL_SERVER_ERROR', false],
  ['STORE_UNAVAILABLE', false],
  ['TOO_MANY_SUBSCRIPTIONS', false],
  ['OUTCOME_UNKNOWN_YET', false],
  [null, false],
])('after %s the same request would be refused again: %s', (code, isRefused) => {
  expect(isRefusal({ message: 'No', code })).toBe(isRefused)
})
