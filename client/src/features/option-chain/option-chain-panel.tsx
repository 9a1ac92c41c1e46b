import { useStoredChoice } from '../../lib/stored-choice.js'
import { LIMITS } from './chain-toolbar.js'
import { OptionChainView } from './option-chain-view.js'
import { useChain } from './use-chain.js'

export function OptionChainPanel({ currency }: { readonly currency: string }) {
  const [view, setView] = useStoredChoice('chain.view', ['price', 'greeks'], 'price')
  const [unit, setUnit] = useStoredChoice('chain.unit', ['coin', 'usd'], 'coin')
  const [limit, setLimit] = useStoredChoice('chain.limit', LIMITS, '40')
  const { expiries, failure, chosen, choose, state, retry } = useChain(currency, Number(limit))
  return (
    <OptionChainView
      currency={currency}
      expiries={expiries}
      expiriesFailure={failure}
      chosen={chosen}
      onChoose={choose}
      state={state}
      onRetry={retry}
      settings={{ view, unit, limit }}
      onView={setView}
      onUnit={setUnit}
      onLimit={setLimit}
    />
  )
}
