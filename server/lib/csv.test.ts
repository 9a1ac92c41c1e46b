import { expect, it } from 'vitest'
import { csvOf } from './csv.js'

it('quotes what would end a cell or a line, and nothing else', () => {
  const rows = [
    ['plain', 'a, b', 'say "hi"', 'two\nlines'],
    [1.5, -2e-7, true, 'ends\r'],
  ]
  expect(csvOf(['a', 'b', 'c', 'd'], rows)).toBe(
    'a,b,c,d\nplain,"a, b","say ""hi""","two\nlines"\n1.5,-2e-7,true,"ends\r"\n',
  )
})

it('leaves the unknown empty, and 0 and false as they are', () => {
  expect(csvOf(['a', 'b', 'c', 'd'], [[null, 0, false, '']])).toBe('a,b,c,d\n,0,false,\n')
})
