import { Fragment, useEffect, useMemo, useRef } from 'react'
import { moveInRows } from '../../components/move-in-column.js'
import { text } from '../../lib/text.js'
import type { ChainColumns } from './chain-columns.js'
import { ChainHead } from './chain-head.js'
import type { Chain } from './chain-model.js'
import { isAllOld } from './chain-notes.js'
import { ChainRow } from './chain-row.js'
import { moneyIndex, toStrikeRows } from './chain-rows.js'
import css from './chain-table.module.css'
import { MoneyLine } from './money-line.js'

export interface ChainTableProps {
  readonly chain: Chain
  readonly columns: ChainColumns
}

const inTheMoney = (strikeUsd: number, forwardUsd: number | null) =>
  forwardUsd === null || strikeUsd === forwardUsd ? null : strikeUsd < forwardUsd ? 'call' : 'put'

/** Scrolls inside the box only, never the page, and by whole rows, so that none is cut off at the top. */
function scrollToMiddle(box: HTMLElement | null, target: HTMLElement | null): void {
  if (box === null || target === null) return
  const topPx = target.offsetTop - (box.clientHeight - target.offsetHeight) / 2
  const rowPx = target.parentElement?.firstElementChild?.getBoundingClientRect().height ?? 1
  box.scrollTop = Math.round(topPx / rowPx) * rowPx
}

export function ChainTable({ chain, columns }: ChainTableProps) {
  const { contracts, underlyingPriceUsd, atmStrikeUsd, expiryLabel } = chain
  const rows = useMemo(() => toStrikeRows(contracts), [contracts])
  const most = chain.openInterest.largestCoin ?? 0
  const money = moneyIndex(rows, underlyingPriceUsd)
  const line = useRef<HTMLTableRowElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  useEffect(() => scrollToMiddle(scroller.current, line.current), [expiryLabel, rows.length])

  const moneyLine = underlyingPriceUsd !== null && (
    <MoneyLine columns={columns} forwardUsd={underlyingPriceUsd} lineRef={line} />
  )
  return (
    <div
      ref={scroller}
      className={css.scroller}
      tabIndex={0}
      role="region"
      aria-label={text.chain.table(expiryLabel)}
      onKeyDown={moveInRows}
    >
      <table className={css.table} data-old={isAllOld(chain) ? '' : undefined}>
        <caption className="visually-hidden">{text.chain.table(expiryLabel)}</caption>
        <ChainHead columns={columns} />
        <tbody>
          {rows.map((row, index) => (
            <Fragment key={`${expiryLabel} ${row.strikeUsd}`}>
              {index === money && moneyLine}
              <ChainRow
                {...row}
                columns={columns}
                maxOpenInterest={most}
                atTheMoney={row.strikeUsd === atmStrikeUsd}
                inTheMoney={inTheMoney(row.strikeUsd, underlyingPriceUsd)}
              />
            </Fragment>
          ))}
          {money === rows.length && moneyLine}
        </tbody>
      </table>
    </div>
  )
}
