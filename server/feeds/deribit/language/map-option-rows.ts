import type { MarketEvent, OptionsEvent, OptionUpdate, OptionValues } from '../../../domain/market-events.js'
import { readDated } from './arrival.js'
import { isEmpty, leaveOut, type Mapping } from './mapping.js'
import { readMarkPriceRow, readOptionSummary } from './option-values.js'
import { isRecord, type Ignore, type Json } from './readings.js'

type ReadRow = (row: Json, ignore: Ignore) => Partial<OptionValues>

/** Events of a `markprice.options` frame: the whole surface at first, then the rows that changed. */
export function mapMarkPrices(data: unknown, mapping: Mapping): readonly MarketEvent[] {
  if (!Array.isArray(data)) return leaveOut(mapping, 'shape', 'markprice.options')
  return mapRows(data, 'timestamp', readMarkPriceRow, mapping).map((event) => ({ ...event, confirms: 'MARKS' }))
}

/** Events of a book summary, one row per instrument. */
export function mapSummary(rows: readonly unknown[], mapping: Mapping): readonly MarketEvent[] {
  return mapRows(rows, 'creation_timestamp', readOptionSummary, mapping)
}

function mapRows(rows: readonly unknown[], timeField: string, read: ReadRow, mapping: Mapping): OptionsEvent[] {
  const byCurrency = new Map<string, OptionUpdate[]>()
  for (const row of rows) {
    if (isRecord(row)) addRow(byCurrency, row, timeField, read, mapping)
    else mapping.ignore('shape', 'row')
  }
  const { receivedTimeMs } = mapping.arrival
  return [...byCurrency].map(([currency, updates]) => ({ type: 'options', currency, receivedTimeMs, updates }))
}

function addRow(
  byCurrency: Map<string, OptionUpdate[]>,
  row: Json,
  timeField: string,
  read: ReadRow,
  { arrival, ignore, optionOf }: Mapping,
): void {
  const name = String(row.instrument_name)
  const option = optionOf(name)
  if (!option) return ignore('instrument', name)
  const dated = readDated(row, timeField, arrival, ignore)
  if (!dated) return
  const { said, eventTimeMs } = dated
  const values = read(said, ignore)
  if (isEmpty(values)) return ignore('shape', 'row')
  const updates = byCurrency.get(option.currency)
  if (updates) updates.push({ symbol: name, eventTimeMs, values })
  else byCurrency.set(option.currency, [{ symbol: name, eventTimeMs, values }])
}
