/** Everything the benchmark goes by. */
export interface BuyAndHoldRules {
  /** Share of the account's value that is bought; the rest pays the fee, the spread and funding. */
  readonly accountShare: number
}

export const defaultBuyAndHoldRules: BuyAndHoldRules = { accountShare: 0.99 }
