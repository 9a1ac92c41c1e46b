import { CurveFailure } from '../../components/curve-failure.js'
import { MarketFigures_MarketDataFragmentDoc } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { useStoredChoice } from '../../lib/stored-choice.js'
import { valueOf } from '../../live/face-of.js'
import { useLive } from '../../live/use-live.js'
import { candlesOf, candlesOperation, CHART_INTERVALS, CHART_VALUES } from './candles-model.js'
import { CandlesView } from './candles-view.js'
import { marketOperation } from './market-model.js'
import { MarketView } from './market-view.js'
import { CHART_TENORS, TENORS, volatilityInterval, volatilityOperation } from './volatility-model.js'
import { VolatilityView } from './volatility-view.js'

export function MarketPanel({ currency }: { readonly currency: string }) {
  const { state, retry } = useLive(marketOperation, { currency })
  const [interval, setInterval] = useStoredChoice('chart-interval', CHART_INTERVALS, 'M1')
  const [value, setValue] = useStoredChoice('chart-value', CHART_VALUES, 'index')
  const [tenor, setTenor] = useStoredChoice('chart-tenor', CHART_TENORS, 'D30')
  const market = valueOf(state)
  const perpetual = market && (readFragment(MarketFigures_MarketDataFragmentDoc, market).perpetual?.symbol ?? null)
  const of = value === 'iv' ? null : candlesOf({ currency, value, interval, perpetual })
  const candles = useLive(candlesOperation, of)
  const sampled = volatilityInterval(interval)
  const volatilityOf = value === 'iv' ? { currency, tenorDays: TENORS[tenor], interval: sampled } : null
  const volatility = useLive(volatilityOperation, volatilityOf)
  return (
    <MarketView
      currency={currency}
      state={state}
      onRetry={retry}
      note={<CurveFailure failure={(value === 'iv' ? volatility : candles).pastFailure} />}
      chart={
        value === 'iv' ? (
          <VolatilityView
            key={`${currency} ${tenor} ${sampled}`}
            currency={currency}
            interval={sampled}
            tenor={tenor}
            state={volatility.state}
            pastFailure={volatility.pastFailure}
            onValue={setValue}
            onInterval={setInterval}
            onTenor={setTenor}
            onOldest={volatility.loadOlder}
            onRetry={volatility.retry}
          />
        ) : (
          <CandlesView
            key={`${currency} ${value} ${interval}`}
            currency={currency}
            interval={interval}
            value={value}
            state={candles.state}
            pastFailure={candles.pastFailure}
            isMissing={market !== null && of === null}
            onInterval={setInterval}
            onValue={setValue}
            onOldest={candles.loadOlder}
            onRetry={candles.retry}
          />
        )
      }
    />
  )
}
