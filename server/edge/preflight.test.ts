import { expect, it } from 'vitest'
import { preflightHeaders } from './preflight.js'

const listed = ['https://desk.example', 'https://two.example']
const vary = { Vary: 'Origin, Access-Control-Request-Headers' }

it('a page of a listed origin may send the headers that the API reads, and no others', () => {
  expect(preflightHeaders('https://two.example', listed)).toEqual({
    ...vary,
    'Access-Control-Allow-Origin': 'https://two.example',
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers':
      'authorization, apollo-require-preflight, graphql-require-preflight, x-apollo-operation-name, x-graphql-yoga-csrf, x-requested-with, accept, content-type, last-event-id',
    'Access-Control-Max-Age': '600',
  })
})

it.each([undefined, 'null', 'https://evil.example', 'https://desk.example.evil'])(
  'a page of %s gets no word, and no cache gives it that of another',
  (origin) => expect(preflightHeaders(origin, listed)).toEqual(vary),
)
