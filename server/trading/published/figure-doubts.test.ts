import { expect, it } from 'vitest'
import { doubtsOf } from './figure-doubts.js'
import { unsaid } from './published-account.js'

it.each([
  [{}, []],
  [{ totalReturnPct: 1_000, sharpe: 20, sortino: -20, accountValueUsd: 1e10 }, []],
  [{ totalReturnPct: -100 }, []],
  [{ totalReturnPct: 1_000.01 }, ['RETURN_OUT_OF_RANGE']],
  [{ totalReturnPct: -100.01 }, ['RETURN_OUT_OF_RANGE']],
  [{ sharpe: 20.1 }, ['RATIO_OUT_OF_RANGE']],
  [{ sortino: -20.1 }, ['RATIO_OUT_OF_RANGE']],
  [{ accountValueUsd: 1.1e10 }, ['VALUE_OUT_OF_RANGE']],
  [{ accountValueUsd: -1.1e10 }, ['VALUE_OUT_OF_RANGE']],
  [{ totalReturnPct: 20, accountValueUsd: 12_000, netDepositsUsd: 10_000 }, []],
  [{ totalReturnPct: 20.9, accountValueUsd: 12_000, netDepositsUsd: 10_000 }, []],
  [{ totalReturnPct: 18.9, accountValueUsd: 12_000, netDepositsUsd: 10_000 }, ['RETURN_DOES_NOT_FIT']],
  [{ totalReturnPct: 900, accountValueUsd: 12_000, netDepositsUsd: 10_000 }, ['RETURN_DOES_NOT_FIT']],
  [{ totalReturnPct: 20, accountValueUsd: 12_000, netDepositsUsd: 0 }, []],
  [
    { totalReturnPct: 1e9, sharpe: 1e9, accountValueUsd: 1e15, netDepositsUsd: 1 },
    ['RETURN_DOES_NOT_FIT', 'RETURN_OUT_OF_RANGE', 'RATIO_OUT_OF_RANGE', 'VALUE_OUT_OF_RANGE'],
  ],
])('%j is doubted for %j', (figures, doubts) => {
  expect(doubtsOf({ ...unsaid, ...figures })).toEqual(doubts)
})
