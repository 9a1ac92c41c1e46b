import { expect, it } from 'vitest'
import { smallYoga } from '../../../tests/support/api/small-yoga.js'
import { noon } from '../../../tests/support/builders.js'
import { ManualClock } from '../../../tests/support/manual-clock.js'
import { viewerOf } from '../../auth/viewer.js'
import { ReadGate } from '../../lib/read-gate.js'
import { never } from '../../lib/stop.js'
import { contextFor, type Services } from '../context.js'
import { useTimelines } from './use-timelines.js'

it('an operation whose client has left while its replay goes to a time has an answer, which nobody gets', async () => {
  const gate = new ReadGate()
  await gate.close(never)
  const scene = { clock: new ManualClock(noon), accountsFor: () => ({}), gate }
  const replays = { read: () => ({ scene, closed: never, whyClosed: null }) }
  const live = { clock: scene.clock, accountsFor: () => ({}) }
  const services = { live, replays } as unknown as Services
  const asker = { source: 'ann', connection: {}, signal: AbortSignal.abort() }
  const operation = { asker, renew: null, giveUp: () => {} }
  const context = { ...contextFor(services, viewerOf('token:1', ['market:read']), operation) }
  const ask = smallYoga('type Query { value(replay: ID): Int }', { Query: { value: () => 1 } }, () => [useTimelines()])
  expect(await ask({ query: '{ value(replay: "a") }' }, { context })).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'TIMED_OUT' } }],
  })
})
