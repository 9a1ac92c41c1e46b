import { Tabs } from '../../components/tabs.js'
import type { ExpiryTab_ExpiryFragment } from '../../gql/graphql.js'
import { failureTimes } from '../../lib/failure-times.js'
import { timeLeft } from '../../lib/format-time.js'
import { ivPct } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import { useToday } from '../../lib/use-today.js'
import type { LiveFailure } from '../../live/failure.js'
import css from './option-chain.module.css'

export interface ExpiryTabsProps {
  readonly expiries: readonly ExpiryTab_ExpiryFragment[]
  /** Why they are not known. */
  readonly failure: LiveFailure | null
  readonly chosen: string | null
  readonly onChoose: (expiry: string) => void
  readonly panelId: string | undefined
}

const tabOf = ({ expiry, expiryLabel, daysToExpiry, contractCount, atmIv }: ExpiryTab_ExpiryFragment) => ({
  value: expiry,
  title: text.chain.fromTo(timeLeft(daysToExpiry), contractCount),
  label: (
    <span className={css.tab}>
      <span className={css.expiry}>{expiryLabel}</span>
      <span className={css.tabNote}>
        {timeLeft(daysToExpiry)} · {ivPct(atmIv)}
      </span>
    </span>
  ),
})

export function ExpiryTabs({ expiries, failure, chosen, onChoose, panelId }: ExpiryTabsProps) {
  const todayMs = useToday()
  if (failure !== null) {
    return (
      <p className={css.noTabs} role="alert">
        {text.chain.noExpiries} {failure.message} {failureTimes(failure, todayMs)}
      </p>
    )
  }
  const tabs = expiries.map(tabOf)
  return <Tabs label={text.chain.expiries} tabs={tabs} value={chosen} onChoose={onChoose} panelId={panelId} />
}
