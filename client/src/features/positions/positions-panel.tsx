import { useLive } from '../../live/use-live.js'
import { portfolioOperation, positionsOperation } from './positions-model.js'
import { PositionsView } from './positions-view.js'

export interface PositionsPanelProps {
  readonly account: string | null
  /** Name of the account. */
  readonly owner: string | null
}

export function PositionsPanel({ account, owner }: PositionsPanelProps) {
  const positions = useLive(positionsOperation, account === null ? null : { account })
  const portfolio = useLive(portfolioOperation, account === null ? null : { account })
  const retry = () => {
    positions.retry()
    portfolio.retry()
  }
  return <PositionsView owner={owner} positions={positions.state} portfolio={portfolio.state} onRetry={retry} />
}
