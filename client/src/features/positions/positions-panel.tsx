import { useLive } from '../../live/use-live.js'
import { portfolioOperation, positionsOperation } from './positions-model.js'
import { PositionsView } from './positions-view.js'

export function PositionsPanel({ account }: { readonly account: string | null }) {
  const positions = useLive(positionsOperation, account === null ? null : { account })
  const portfolio = useLive(portfolioOperation, account === null ? null : { account })
  const retry = () => {
    positions.retry()
    portfolio.retry()
  }
  return <PositionsView positions={positions.state} portfolio={portfolio.state} onRetry={retry} />
}
