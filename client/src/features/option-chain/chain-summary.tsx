import { hint } from '../../components/hint.js'
import { timeLeft } from '../../lib/format-time.js'
import { ivPct, price, ratio } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import type { Chain } from './chain-model.js'
import css from './option-chain.module.css'

const words = text.chain

/** The line between the two sides: what prices this expiry. */
export function ChainSummary({ chain }: { readonly chain: Chain | null }) {
  const isOld = chain !== null && chain.underlyingPriceUsd !== null && chain.underlyingFreshness === 'STALE'
  const parts = [
    [words.atmIv, ivPct(chain?.atmIv)],
    [words.putCall, ratio(chain?.openInterest.putCallRatio)],
    [words.left, timeLeft(chain?.daysToExpiry ?? null)],
  ]
  return (
    <div className={css.summary}>
      <span className={css.side}>{words.calls}</span>
      <dl className={css.facts}>
        <div data-mark={isOld ? 'old' : undefined} {...hint(isOld ? text.instrument.oldForwardHint : null)}>
          <dt>{words.forward}</dt>
          <dd>
            {price(chain?.underlyingPriceUsd)}
            {isOld && <span className="visually-hidden"> {text.instrument.marks.old}</span>}
          </dd>
        </div>
        {parts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <span className={css.side}>{words.puts}</span>
    </div>
  )
}
