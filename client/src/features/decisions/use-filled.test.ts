import { expect, it } from 'vitest'
import { wantsMore } from './use-filled.js'

const oneLine = { clientHeight: 300, scrollHeight: 300 }

it('reads on while HOLDs in a row leave the list empty, up to a bound', () => {
  expect(wantsMore({ count: 50, older: 'there', askedAt: null }, oneLine)).toBe(true)
  expect(wantsMore({ count: 400, older: 'there', askedAt: null }, oneLine)).toBe(false)
})

it('reads nothing where there is nothing, where it is being read, and where the list is full or not seen', () => {
  expect(wantsMore({ count: 50, older: 'none', askedAt: null }, oneLine)).toBe(false)
  expect(wantsMore({ count: 50, older: 'loading', askedAt: null }, oneLine)).toBe(false)
  expect(wantsMore({ count: 50, older: 'there', askedAt: null }, { clientHeight: 300, scrollHeight: 301 })).toBe(false)
  expect(wantsMore({ count: 50, older: 'there', askedAt: null }, { clientHeight: 0, scrollHeight: 0 })).toBe(false)
})

it('does not ask over and over what is not answered', () => {
  expect(wantsMore({ count: 50, older: 'there', askedAt: 50 }, oneLine)).toBe(false)
  expect(wantsMore({ count: 100, older: 'there', askedAt: 50 }, oneLine)).toBe(true)
})
