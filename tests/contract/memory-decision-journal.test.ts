import { expect, it } from 'vitest'
import { memoryDecisionJournal } from '../../server/storage/memory/memory-decision-journal.js'
import { describeDecisionJournal } from './decision-journal.js'

describeDecisionJournal('Memory', (options) => Promise.resolve(memoryDecisionJournal(options)))

it('takes no capacity that keeps nothing', () => {
  for (const capacity of [0, -1, 1.5, NaN]) {
    expect(() => memoryDecisionJournal({ capacity, runId: 'run' })).toThrow(RangeError)
  }
})
