import { describe, expect, it } from 'vitest'
import { objectMaker, type ValueReader } from './object-maker.js'

/** Columns that tell which of them was read, when and with what. */
function columns(count: number): ValueReader[] {
  let reads = 0
  return Array.from({ length: count }, (_, at) => ({
    read: (subject: number, depth: number) => `${(reads += 1)}: ${at} of ${subject} at ${depth}`,
  }))
}

describe('objectMaker', () => {
  it('reads each field from its column, in their order', () => {
    const make = objectMaker(['b', 'a'], { readsFirst: true })
    expect(Object.entries(make(columns(2), 7, 2))).toEqual([
      ['b', '1: 0 of 7 at 2'],
      ['a', '2: 1 of 7 at 2'],
    ])
  })

  it('takes a first field that was read before', () => {
    const make = objectMaker(['symbol', 'a'], { readsFirst: false })
    expect(make(columns(2), 7, 2, 'BTC')).toEqual({ symbol: 'BTC', a: '1: 1 of 7 at 2' })
  })

  it('makes objects without fields', () => {
    expect(objectMaker([], { readsFirst: true })([], 0, 0)).toEqual({})
  })

  it('takes any name as data', () => {
    const names = [
      '__proto__',
      'constructor',
      '',
      '"',
      '\\',
      '\n',
      '\u2028',
      '\ud800',
      '${1}',
      '"]: 0 }; throw new Error("run"); ({ ["',
      '": 0 }; throw new Error("run"); ({ "',
    ]
    const made = objectMaker(names, { readsFirst: true })(columns(names.length), 0, 0)
    expect(Object.keys(made)).toEqual(names)
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype)
  })

  it('makes the right objects after more lists of names than it remembers', () => {
    const namesAt = (at: number) => [`a${at}`, `b${at}`]
    for (let at = 0; at < 2_500; at++) objectMaker(namesAt(at), { readsFirst: true })
    for (const at of [0, 1_234, 2_499]) {
      expect(Object.keys(objectMaker(namesAt(at), { readsFirst: true })(columns(2), 0, 0))).toEqual(namesAt(at))
    }
  })
})
