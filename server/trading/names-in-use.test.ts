import { beforeEach, describe, expect, it } from 'vitest'
import { NamesInUse } from './names-in-use.js'

let names: NamesInUse
beforeEach(() => {
  names = new NamesInUse(['Momentum'])
})

describe('a name in use', () => {
  it.each(['Night owl', 'night-owl', 'NIGHT OWL', 'n1ght 0wl'])('is taken for %j', (name) => {
    names.add('Night owl', 'a')
    expect(names.like(name, 'b')).toBe('Night owl')
  })

  it('is free for the account that has it, and for everybody when that has it no more', () => {
    names.add('Night owl', 'a')
    expect(names.like('Night owl', 'a')).toBeNull()
    names.remove('Night owl', 'a')
    expect(names.like('Night owl', 'b')).toBeNull()
    names.remove('Night owl', 'a')
  })

  it('stays in use while another account has it', () => {
    names.add('Night owl', 'a')
    names.add('Night-owl', 'b')
    expect(names.like('Night owl', 'a')).toBe('Night-owl')
    names.remove('Night owl', 'a')
    expect(names.like('Night owl', 'c')).toBe('Night-owl')
    expect(names.like('Night owl', 'b')).toBeNull()
  })

  it('that is reserved is free for nobody', () => {
    expect(names.like('Mornenturn', 'momentum')).toBe('Momentum')
  })
})
