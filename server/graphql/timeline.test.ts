import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../tests/support/api/refusal-of.js'
import { everyone, viewerOf } from '../auth/viewer.js'
import { contextFor, sharedContextOn, type GraphqlContext, type Services } from './context.js'
import { marketReader } from './market-reader.js'
import { accountsOf, partsOf, readerFor, readerOf, type Timeline } from './timeline.js'

type Named = Timeline & { readonly name: string }
/** A timeline whose accounts say of which it is, and who reads them. */
const timelineNamed = (name: string) =>
  ({ name, accountsFor: (readable: unknown) => ({ name, readable }) }) as unknown as Named
const live = timelineNamed('live')
const services = { live } as unknown as Services
const viewer = viewerOf('token:1', ['market:read', 'account:read:a'])

/** The context of an operation whose field `then` reads another timeline. */
function contextOf(): GraphqlContext {
  const reader = readerFor(partsOf(timelineNamed('then')), ['a'])
  return { ...contextFor(services, viewer), named: new Map([['then', reader]]) }
}

/** What a field at this place of the answer is resolved with. */
const at = (...keys: readonly (string | number)[]) => ({ path: pathTo(keys) })

type Path = Parameters<typeof readerOf>[1]['path']

function pathTo(keys: readonly (string | number)[]): Path {
  const above = keys.slice(0, -1)
  return { key: keys.at(-1) ?? '', prev: above.length === 0 ? undefined : pathTo(above), typename: undefined }
}

describe('a field', () => {
  const context = contextOf()

  it('reads the timeline of the root field above it, however deep it is, whatever it is called itself', () => {
    const names = [at('then'), at('then', 'edges', 3, 'account'), at('now'), at('now', 'then')].map(
      (info) => (readerOf(context, info).timeline as Named).name,
    )
    expect(names).toEqual(['then', 'then', 'live', 'live'])
  })

  it('shows the accounts of that timeline as the viewer may see them', () => {
    expect(accountsOf(context, at('then', 'account'))).toEqual({ name: 'then', readable: ['a'] })
    expect(accountsOf(context, at('now'))).toEqual({ name: 'live', readable: ['a'] })
  })

  it('shows the market of it to those who may read the market', () => {
    expect(marketReader(context, at('then'))).toMatchObject({ name: 'then' })
    const other = { ...context, viewer: viewerOf('token:2', []) }
    expect(refusalOf(() => marketReader(other, at('then')))).toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('the results of a stream', () => {
  const shared = contextFor(services, everyone)

  it('are on the timeline of the subscription, with the accounts as everybody sees them', () => {
    const context = sharedContextOn(contextOf(), shared)
    expect(context).toMatchObject({ viewer: everyone, live: shared.live })
    expect(accountsOf(context, at('then', 'account'))).toEqual({ name: 'then', readable: everyone.scopes.readable })
  })

  it('of the live timeline have one context for all', () => {
    expect(sharedContextOn(contextFor(services, viewer), shared)).toBe(shared)
  })
})
