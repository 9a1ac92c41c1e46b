import { ConnectionIndicator } from '../features/connection/connection-indicator.js'
import { CurrencySwitch } from '../features/feed/currency-switch.js'
import { FeedBadge } from '../features/feed/feed-badge.js'
import type { Feed } from '../features/feed/use-feed.js'
import { text } from '../lib/text.js'
import css from './header.module.css'
import { ThemeSwitch } from './theme-switch.js'

export interface HeaderProps {
  readonly feed: Feed
  readonly currency: string
  readonly onCurrency: (currency: string) => void
}

export function Header({ feed, currency, onCurrency }: HeaderProps) {
  return (
    <header className={css.header}>
      <h1 className={css.product}>{text.product}</h1>
      <CurrencySwitch currencies={feed.currencies} value={currency} onChoose={onCurrency} />
      <FeedBadge feed={feed.badge} />
      <ConnectionIndicator />
      <ThemeSwitch />
    </header>
  )
}
