import { expect, it } from 'vitest'
import { weightsOf } from './weights.js'

it.each<[string, [string, number][]]>([
  ['', []],
  [' , ,', []],
  ['gzip', [['gzip', 1]]],
  [
    'GZip , br',
    [
      ['gzip', 1],
      ['br', 1],
    ],
  ],
  ['a;q=0.5', [['a', 0.5]]],
  ['a ; Q=0.5 ; level=1', [['a', 0.5]]],
  ['a;level=1;q=0.5', [['a', 0.5]]],
  ['a;level=1', [['a', 1]]],
  ['a;q=0', [['a', 0]]],
  ['a;q=', [['a', 0]]],
  ['a;q=nonsense', [['a', 0]]],
  [
    'b;q=0.1,a;q=0.2',
    [
      ['b', 0.1],
      ['a', 0.2],
    ],
  ],
])('the header %j has the weights %j', (header, weights) => {
  expect([...weightsOf(header)]).toEqual(weights)
})
