import { OptionCells_OptionContractFragmentDoc, type OptionCells_OptionContractFragment } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import type { ChainColumn, ChainColumns } from './chain-columns.js'
import type { ChainContract } from './chain-model.js'

/** Whether a shown value was computed here and does not come from an exchange. */
export const isComputed = (column: ChainColumn, cells: OptionCells_OptionContractFragment): boolean =>
  column.value(cells) !== null && column.computed?.(cells) === true

/** The lowest rank of the columns that show something computed here. Null when none does. */
export function computedRank({ calls }: ChainColumns, contracts: readonly ChainContract[]): ChainColumn['rank'] | null {
  const cells = contracts.map((contract) => readFragment(OptionCells_OptionContractFragmentDoc, contract))
  const ranks = calls.filter((column) => cells.some((one) => isComputed(column, one))).map(({ rank }) => rank)
  return ranks.reduce<ChainColumn['rank'] | null>(
    (least, rank) => (least === null || rank < least ? rank : least),
    null,
  )
}
