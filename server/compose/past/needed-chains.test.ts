import { expect, it } from 'vitest'
import { christmas, tomorrow } from '../../../tests/support/builders.js'
import { chainKey } from '../../bus/event-bus.js'
import { memoryBus } from '../../bus/memory/memory-bus.js'
import { NeededChains } from './needed-chains.js'

const [near, far] = [chainKey('BTC', tomorrow), chainKey('BTC', christmas)]

/** Which of two chains somebody hears, where a reader hears all there are. */
function heardWith(needed: NeededChains): () => readonly string[] {
  const inner = memoryBus()
  inner.subscribe('heardChain')
  const bus = needed.heardOn(inner)
  return () => [near, far].filter((key) => bus.isHeard('heardChain', key))
}

it('chains are needed whose expiry is watched, until it is not', () => {
  const needed = new NeededChains()
  const heard = heardWith(needed)
  expect(heard()).toEqual([])
  const watch = needed.watch('BTC', christmas)
  expect(heard()).toEqual([far])
  watch[Symbol.dispose]()
  expect(heard()).toEqual([])
})

it('all are needed in the step of a decision, and in the next, when it is known what is held', () => {
  const needed = new NeededChains()
  const heard = heardWith(needed)
  const steps = [true, false, false, true, true, false, false].map((isToDecide) => {
    needed.begin(isToDecide)
    return heard().length
  })
  expect(steps).toEqual([2, 2, 0, 2, 2, 2, 0])
})

it('what nobody hears is heard on it no more than before', () => {
  const needed = new NeededChains()
  needed.begin(true)
  expect(needed.heardOn(memoryBus()).isHeard('heardChain', near)).toBe(false)
})
