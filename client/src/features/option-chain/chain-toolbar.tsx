import { Segmented } from '../../components/segmented.js'
import { text } from '../../lib/text.js'
import type { ChainView, PremiumUnit } from './chain-columns.js'

export const LIMITS = ['20', '40', '80', '1000'] as const
type Limit = (typeof LIMITS)[number]

export interface ChainSettings {
  readonly view: ChainView
  readonly unit: PremiumUnit
  readonly limit: Limit
}

export interface ChainToolbarProps {
  readonly currency: string
  readonly settings: ChainSettings
  readonly onView: (view: ChainView) => void
  readonly onUnit: (unit: PremiumUnit) => void
  readonly onLimit: (limit: Limit) => void
}

const words = text.chain

export function ChainToolbar({ currency, settings, onView, onUnit, onLimit }: ChainToolbarProps) {
  const views = [
    { value: 'price', label: words.viewPrice },
    { value: 'greeks', label: words.viewGreeks },
  ] as const
  const units = [
    { value: 'coin', label: currency },
    { value: 'usd', label: words.unitUsd },
  ] as const
  const limits = LIMITS.map((value) => ({ value, label: value === '1000' ? words.all : value }))
  return (
    <>
      <Segmented label={words.view} choices={views} value={settings.view} onChoose={onView} />
      {settings.view === 'price' && (
        <Segmented label={words.unit} choices={units} value={settings.unit} onChoose={onUnit} />
      )}
      <Segmented label={words.limit} choices={limits} value={settings.limit} onChoose={onLimit} />
    </>
  )
}
