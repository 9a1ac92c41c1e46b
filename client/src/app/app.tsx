import { useMemo, useState } from 'react'
import { AccountSwitch } from '../features/accounts/account-switch.js'
import { useAccounts } from '../features/accounts/use-accounts.js'
import { useChosenAccount } from '../features/accounts/use-chosen-account.js'
import { DecisionsPanel } from '../features/decisions/decisions-panel.js'
import { troubleOf } from '../features/feed/feed-model.js'
import { useFeed } from '../features/feed/use-feed.js'
import { LeaderboardPanel } from '../features/leaderboard/leaderboard-panel.js'
import { MarketPanel } from '../features/market/market-panel.js'
import { OptionChainPanel } from '../features/option-chain/option-chain-panel.js'
import { PerformancePanel } from '../features/performance/performance-panel.js'
import { PositionsPanel } from '../features/positions/positions-panel.js'
import { SignInGate } from '../features/sign-in/sign-in-gate.js'
import { TradesPanel } from '../features/trades/trades-panel.js'
import { PreparingContext } from '../lib/preparing.js'
import { AwaitedContext, SourceTroubleContext } from '../live/surroundings.js'
import { useConnection } from '../live/use-connection.js'
import { Footer } from './footer.js'
import { Header } from './header.js'
import { Layout } from './layout.js'

const FIRST_CURRENCY = 'BTC'

export function App() {
  const isRefused = useConnection().kind === 'refused'
  const feed = useFeed()
  const known = useAccounts()
  const [account, setAccount] = useChosenAccount(known)
  const { accounts, failure, retry } = known
  const isNothing = accounts?.length === 0
  const trouble = useMemo(() => troubleOf(feed.badge), [feed.badge])
  const awaited = useMemo(() => ({ failure, retry, isNothing }), [failure, retry, isNothing])
  // What was read while the accounts were being prepared lacks their past.
  const epoch = feed.preparing === null ? 'ready' : 'preparing'
  const [wantedCurrency, setCurrency] = useState(FIRST_CURRENCY)

  const carried = feed.currencies.length === 0 || feed.currencies.includes(wantedCurrency)
  const currency = carried ? wantedCurrency : (feed.currencies[0] ?? FIRST_CURRENCY)

  return (
    <SourceTroubleContext value={trouble}>
      <AwaitedContext value={awaited}>
        <PreparingContext value={feed.preparing}>
          <Layout
            header={
              <Header feed={feed} trouble={trouble} currency={currency} onCurrency={setCurrency} isGated={isRefused} />
            }
            gate={isRefused ? <SignInGate /> : null}
            main={
              <>
                <MarketPanel currency={currency} />
                <OptionChainPanel currency={currency} />
              </>
            }
            side={
              <>
                <PerformancePanel
                  account={account?.id ?? null}
                  actions={<AccountSwitch accounts={accounts} chosen={account} onChoose={setAccount} />}
                />
                <PositionsPanel account={account?.id ?? null} owner={account?.name ?? null} />
                <DecisionsPanel key={epoch} accounts={accounts} />
              </>
            }
            floor={
              <>
                <LeaderboardPanel key={epoch} account={account?.id ?? null} onAccount={setAccount} />
                <TradesPanel account={account?.id ?? null} owner={account?.name ?? null} />
              </>
            }
            footer={<Footer version={feed.version} />}
          />
        </PreparingContext>
      </AwaitedContext>
    </SourceTroubleContext>
  )
}
