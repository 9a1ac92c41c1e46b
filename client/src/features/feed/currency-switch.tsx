import { Segmented } from '../../components/segmented.js'
import { text } from '../../lib/text.js'

export interface CurrencySwitchProps {
  readonly currencies: readonly string[]
  readonly value: string
  readonly onChoose: (currency: string) => void
}

export function CurrencySwitch({ currencies, value, onChoose }: CurrencySwitchProps) {
  const choices = (currencies.length === 0 ? [value] : currencies).map((code) => ({ value: code, label: code }))
  return <Segmented label={text.feed.currency} choices={choices} value={value} onChoose={onChoose} />
}
