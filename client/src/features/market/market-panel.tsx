import { useLive } from '../../live/use-live.js'
import { marketOperation } from './market-model.js'
import { MarketView } from './market-view.js'

export function MarketPanel({ currency }: { readonly currency: string }) {
  const { state, pastFailure, retry } = useLive(marketOperation, { currency })
  return <MarketView currency={currency} state={state} pastFailure={pastFailure} onRetry={retry} />
}
