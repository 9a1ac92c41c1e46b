import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { projectFiles } from '../support/project-files.js'

/** Spellings of British English, wherever they stand in a word. "Cancelled" is not among them: the contract says it. */
const british = new RegExp(
  [
    '(?:col|behavi|fav|neighb|hon|lab|flav|hum|rum|harb|endeav|arm)our',
    '(?:^|[^a-z])(?:cent|met|lit|theat|fib|calib)re(?:s|d)?(?![a-z])',
    '(?:serial|initial|normal|optim|minim|maxim|summar|synchron|token|categor|emphas|author|custom|util|real)is(?:e|ing|ation)',
    '(?:organ|recogn|final|general|special|standard|visual|random|central|local|modern|priorit|stabil)is(?:e|ing|ation)',
    'analys(?:e|ed|es|ing)(?![a-z])',
    '(?:cata|dia|ana)logue',
    '(?:label|model|travel|signal|total|fuel|level|channel)l(?:ed|ing)(?!by)',
    'licence|defence|offence|pretence|judgement|acknowledgement|artefact|whilst|amongst',
    '(?:^|[^a-z])(?:grey|learnt|spelt|misspelt|burnt|towards|afterwards|upwards|downwards|fulfil|fulfils|ageing)(?![a-z])',
  ].join('|'),
  'i',
)

const written = /\.(ts|tsx|mjs|js|css|html|md|graphql|json|py|sh|example)$/
const thisFile = 'tests/project/spelling.test.ts'
const files = projectFiles().filter((file) => written.test(file) && file !== thisFile && !/package-lock/.test(file))

function britishIn(text: string): string[] {
  return text.split('\n').filter((line) => british.test(line))
}

describe('the spelling', () => {
  it('is American everywhere', () => {
    const found = files.flatMap((file) =>
      britishIn(readFileSync(file, 'utf8')).map((line) => `${file}: ${line.trim()}`),
    )
    expect(found).toEqual([])
  })

  it.each(['the colour', 'SERIES_COLOURS', 'it is serialised', 'toCentre: 1, a centre', 'a licence', 'unrealisedPnl'])(
    'is looked at in words and names: %s',
    (text) => {
      expect(britishIn(text)).toEqual([text])
    },
  )

  it.each([
    'aria-labelledby',
    'concentrate',
    'the parameters',
    'precise',
    'serialized',
    'four colors',
    'he rises',
    'gray',
  ])('leaves alone: %s', (text) => {
    expect(britishIn(text)).toEqual([])
  })
})
