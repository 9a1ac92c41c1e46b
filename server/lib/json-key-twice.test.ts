import { expect, it } from 'vitest'
import { jsonKeyTwice } from './json-key-twice.js'

it.each([
  ['{"query":"a","query":"b"}', 1, 'query'],
  ['{"query":"a","qu\\u0065ry":"b"}', 1, 'query'],
  ['{"a":{"b":[1,{"c":2}]},"d":"}","a":null}', 1, 'a'],
  ['{"a":"\\"","b":"\\\\","a":1}', 1, 'a'],
  [' { "" : 1 , "" : 2 } ', 1, ''],
  ['{"__proto__":1,"__proto__":2}', 1, '__proto__'],
  ['{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}', 2, null],
  ['{"b":{"a":1,"a":2}}', 1, null],
  ['{"b":{"a":1,"a":2}}', 2, 'a'],
  ['{"c":{"b":{"a":1,"a":2}}}', 2, null],
  ['{"b":{"a":1},"c":{"a":1}}', 2, null],
  ['{"a":"\\"a\\":1","b":":"}', 1, null],
  ['[{"a":1,"a":2}]', 1, null],
  ['"a"', 1, null],
  ['12', 1, null],
])('of %s, %s deep, it is %j', (json, levels, name) => {
  expect(JSON.parse(json)).toBeDefined()
  expect(jsonKeyTwice(json, levels)).toBe(name)
})
