import { describe, expect, it } from 'vitest'
import { keptIn, type KeptSignIn } from './kept-sign-in.js'

function storageWith(held: string | null, isForbidden = false): Storage {
  let value = held
  const allowed = <T>(work: () => T): T => {
    if (isForbidden) throw new Error('Denied')
    return work()
  }
  return {
    getItem: () => allowed(() => value),
    setItem: (_key: string, next: string) => allowed(() => (value = next)),
    removeItem: () => allowed(() => (value = null)),
  } as unknown as Storage
}

const kept: KeptSignIn = { by: 'token', token: 'gct_x' }

describe('what a tab keeps', () => {
  it('is read again, until it is forgotten', () => {
    const storage = keptIn(storageWith(null))
    expect(storage.read()).toBeNull()
    storage.write(kept)
    expect(storage.read()).toEqual(kept)
    storage.write(null)
    expect(storage.read()).toBeNull()
  })

  it.each(['{', '"text"', '{"by":"token"}', '{"by":"provider","tokens":{"name":"Ada"}}', '{"by":"other"}'])(
    'that is of another form counts as nothing: %s',
    (held) => expect(keptIn(storageWith(held)).read()).toBeNull(),
  )

  it('is nothing where the browser forbids storage', () => {
    const storage = keptIn(storageWith(null, true))
    storage.write(kept)
    expect(storage.read()).toBeNull()
  })
})
