import { expect, it } from 'vitest'
import { indexTick } from '../../../tests/support/builders.js'
import type { MarketStep } from '../market-step.js'
import type { ImportSource } from './import-source.js'
import { mergeSteps } from './merge-steps.js'

const event = (timeMs: number): MarketStep => ({ kind: 'event', timeMs, event: indexTick(timeMs, timeMs) })
const begin = (timeMs: number): MarketStep => ({ kind: 'begin', timeMs, keyFrame: null, dropped: 0 })
const end = (timeMs: number): MarketStep => ({ kind: 'end', timeMs })

function source(file: string, steps: readonly MarketStep[]): ImportSource {
  return {
    file,
    bytes: steps.length,
    source: 'DERIBIT',
    currencies: ['BTC'],
    async *steps(onRead) {
      for (const [at, step] of steps.entries()) {
        onRead(at + 1)
        yield await Promise.resolve(step)
      }
    },
    leftOut: () => [],
  }
}

async function merged(...sources: readonly ImportSource[]) {
  const read: number[] = []
  const times: number[] = []
  for await (const { timeMs } of mergeSteps(sources, (bytes) => read.push(bytes))) times.push(timeMs)
  return { times, read }
}

it('brings what several files say into the order of time', async () => {
  const one = source('one', [1, 4, 4, 9].map(event))
  const two = source('two', [2, 3, 4, 5].map(event))
  const three = source('three', [])
  const { times, read } = await merged(one, two, three)
  expect(times).toEqual([1, 2, 3, 4, 4, 4, 5, 9])
  expect(read.at(-1)).toBe(8)
})

it('takes exports that follow each other, also where one begins at the end of the other', async () => {
  const one = source('one', [begin(10), event(11), end(20)])
  const two = source('two', [begin(20), event(21), end(30)])
  expect((await merged(two, one)).times).toEqual([10, 11, 20, 20, 21, 30])
})

it('takes no export with something else in its midst', async () => {
  const one = source('one.ndjson', [begin(10), event(11), event(30), end(40)])
  const two = source('two.txt', [event(20)])
  await expect(merged(one, two)).rejects.toThrow(/^two.txt: it begins at 1970.*but one.ndjson goes on at 1970/)
})
