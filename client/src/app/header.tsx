import { Segmented } from '../components/segmented.js'
import { ConnectionIndicator } from '../features/connection/connection-indicator.js'
import { FeedBadge } from '../features/feed/feed-badge.js'
import type { Feed } from '../features/feed/use-feed.js'
import { SignInControl } from '../features/sign-in/sign-in-control.js'
import { text } from '../lib/text.js'
import type { LiveFailure } from '../live/failure.js'
import css from './header.module.css'
import { ThemeSwitch } from './theme-switch.js'

export interface HeaderProps {
  readonly feed: Feed
  /** What is wrong with the source of market data. */
  readonly trouble: LiveFailure | null
  readonly currency: string
  readonly onCurrency: (currency: string) => void
  /** The server answers only to those who sign in: there is nothing yet to say of its feed, and the page has the way in. */
  readonly isGated: boolean
}

export function Header({ feed, trouble, currency, onCurrency, isGated }: HeaderProps) {
  const known = feed.currencies.length === 0 ? [currency] : feed.currencies
  const currencies = known.map((code) => ({ value: code, label: code }))
  return (
    <header className={css.header}>
      <div className={css.row}>
        <h1 className={css.product}>{text.product}</h1>
        {!isGated && (
          <div className={css.currency}>
            <Segmented label={text.feed.currency} choices={currencies} value={currency} onChoose={onCurrency} />
          </div>
        )}
        <ThemeSwitch />
      </div>
      <div className={css.row}>
        {!isGated && <FeedBadge feed={feed.badge} history={feed.history} failure={feed.failure} />}
        <ConnectionIndicator trouble={trouble} />
        {!isGated && <SignInControl />}
      </div>
    </header>
  )
}
