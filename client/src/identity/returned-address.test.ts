import { expect, it, vi } from 'vitest'
import { takeReturnedAddress } from './returned-address.js'

const take = (href: string) => {
  const replaceState = vi.fn()
  const taken = takeReturnedAddress({ href } as Location, { replaceState })
  return { taken, shown: replaceState.mock.calls.map(([, , url]) => String(url)) }
}

it.each(['http://localhost:4000/?code=c&state=s', 'http://localhost:4000/?error=access_denied&state=s#main'])(
  'the code or error of a provider goes from the address at once: %s',
  (href) => {
    const { taken, shown } = take(href)
    expect(taken).toBe(href)
    expect(shown).toEqual([href.replace(/\?[^#]*/, '')])
  },
)

it.each(['http://localhost:4000/', 'http://localhost:4000/?code=c', 'http://localhost:4000/?state=s'])(
  'any other address stays: %s',
  (href) => expect(take(href)).toEqual({ taken: null, shown: [] }),
)
