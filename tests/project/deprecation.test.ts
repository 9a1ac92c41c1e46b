import { Kind, parse, visit } from 'graphql'
import { describe, expect, it } from 'vitest'
import { contractFiles } from '../support/contract.js'

const form =
  /^(?:Use .+|Nothing replaces it: .+)\. Deprecated in (\d+)\.(\d+)\.\d+; kept until (\d+)\.(\d+)\.\d+ at least\.$/

/** Whether a reason has the form that docs/schema.md asks for, and leaves clients a minor version of time. */
function isComplete(reason: string): boolean {
  const [since = [], until = []] = pairs(form.exec(reason)?.slice(1).map(Number) ?? [])
  const [major = NaN, minor = NaN] = since
  const [laterMajor = NaN, laterMinor = NaN] = until
  return laterMajor > major || (laterMajor === major && laterMinor > minor)
}

const pairs = ([a, b, c, d]: number[]) =>
  a === undefined
    ? []
    : [
        [a, b ?? NaN],
        [c ?? NaN, d ?? NaN],
      ]

/** The reason of each `@deprecated`; an empty one where it has none. */
function reasonsIn(contract: string): string[] {
  const reasons: string[] = []
  visit(parse(contract), {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'deprecated') return
      const [reason] = given
      reasons.push(reason?.value.kind === Kind.STRING ? reason.value.value : '')
    },
  })
  return reasons
}

describe('what is deprecated', () => {
  it('says what to use, since when, and until when it is kept', () => {
    expect(reasonsIn(contractFiles.join('\n')).filter((reason) => !isComplete(reason))).toEqual([])
  })

  it.each([
    ['Use `quantityCoin`. Deprecated in 0.2.0; kept until 0.3.0 at least.', true],
    ['Nothing replaces it: the exchange ended it. Deprecated in 1.9.2; kept until 2.0.0 at least.', true],
    ['Use `quantityCoin`.', false],
    ['Use `quantityCoin`. Deprecated in 0.2.0; kept until 0.2.1 at least.', false],
    ['Deprecated in 0.2.0; kept until 0.3.0 at least.', false],
  ])('%s: complete %s', (reason, complete) => {
    expect(reasonsIn(`type Query { old: Int @deprecated(reason: "${reason}") }`).map(isComplete)).toEqual([complete])
  })

  it('needs a reason', () => {
    expect(reasonsIn('type Query { old: Int @deprecated }').map(isComplete)).toEqual([false])
  })
})
