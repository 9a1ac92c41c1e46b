/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Who keeps an account's books. */
export type AccountKind =
  /** We do: orders fill here against the live bid and ask, with fees and funding; no real money. */
  | 'PAPER'
  /** Its owner does, and publishes the results. */
  | 'PUBLISHED';

/** Who may see an account, its decisions, orders, fills, trades and figures. */
export type AccountVisibility =
  /** Those with the scope `account:read:<id>`. For all others it is as if there were no such account. */
  | 'PRIVATE'
  /** Everybody who may ask this server. */
  | 'PUBLIC';

/** How long a candle is. */
export type CandleInterval =
  /** A day, from 00:00 UTC on. */
  | 'D1'
  /** An hour. */
  | 'H1'
  /** 4 hours, from 00:00 UTC on. */
  | 'H4'
  /** A minute. */
  | 'M1'
  /** 5 minutes. */
  | 'M5'
  /** 15 minutes. */
  | 'M15'
  /** A second. */
  | 'S1'
  /** 5 seconds. */
  | 'S5';

/** What candles are made of. */
export type CandleValue =
  /** The spot index of a currency, in USD. */
  | 'INDEX'
  /** The price of the last trade of a perpetual, in USD, as the exchange repeats it. While nobody trades, the candles are flat. */
  | 'LAST'
  /** The exchange's mark price of an instrument. */
  | 'MARK'
  /** The volatility index of a currency, as a fraction per year: 0.45 is 45 %. */
  | 'VOLATILITY_INDEX';

/** Where numbers come from. */
export type DataSource =
  /** Received from the Deribit exchange. */
  | 'DERIBIT'
  /** Reported by the owner of the account, not computed here. */
  | 'PUBLISHED'
  /** Read from a recording of an exchange; `asOf` is the time of the recording. */
  | 'REPLAY'
  /** Made by the built-in market simulation; no exchange is involved. */
  | 'SIMULATED';

/** What an agent can decide. */
export type DecisionAction =
  /** Open or enlarge a long position. */
  | 'BUY_TO_ENTER'
  /** Close the position. */
  | 'CLOSE'
  /** Leave everything as it is. */
  | 'HOLD'
  /** Open or enlarge a short position. */
  | 'SELL_TO_ENTER';

/** How what a decision entered came to its end. */
export type DecisionOutcome =
  /** Closed by a later decision, an order, or a liquidation. */
  | 'CLOSED'
  /** The option expired. */
  | 'EXPIRED'
  /** The condition of its invalidation came true. */
  | 'INVALIDATED'
  /** Not all of it is closed. */
  | 'OPEN'
  /** The stop loss was reached. */
  | 'STOP'
  /** The profit target was reached. */
  | 'TARGET';

/** What a feed is doing. */
export type FeedState =
  /** Opening its source; nothing delivered yet since. */
  | 'CONNECTING'
  /** Came to its end (a recording that does not loop). */
  | 'ENDED'
  /** Delivering. */
  | 'LIVE'
  /** Without its source: it tries again, or waits to (`nextAttemptAt`). */
  | 'RECONNECTING';

/** Why published figures are hard to believe. */
export type FigureDoubt =
  /** Value less net deposits differs by more than 1 % from realized plus unrealized PnL, with or without funding and fees; or an amount is more than a hundred times what account value and net deposits are. */
  | 'AMOUNTS_DO_NOT_FIT'
  /** A fall of 100 % or more though the account is worth something, a smaller present fall though it is worth nothing, a present fall deeper than the deepest, or a loss without a fall. */
  | 'DRAWDOWN_DOES_NOT_FIT'
  /** The PnL of a position is not what its quantity and prices come to. Or, where positions and performance are at most a minute apart: their PnL is not `unrealizedPnlUsd`, their margin is more than the account value (10 % of it are tolerated), or there is a return without any position or closed trade. */
  | 'POSITIONS_DO_NOT_FIT'
  /** Sharpe and Sortino ratio have opposite signs, one of them is negative with a return above 10 %, or above 3 with a return below −10 %. */
  | 'RATIO_DOES_NOT_FIT'
  /** The Sharpe or Sortino ratio is below −20 or above 20, or the profit factor is above 1,000. */
  | 'RATIO_OUT_OF_RANGE'
  /** The return differs by more than a percentage point from what account value and net deposits come to. Without net deposits: it is above −100 % though the account is worth nothing, or the other way round. */
  | 'RETURN_DOES_NOT_FIT'
  /** The return is below −100 % or above 1,000 %. */
  | 'RETURN_OUT_OF_RANGE'
  /** The return grew too fast. It is believed to be 0 % when the account is opened here, and to grow by 100 percentage points a day at most. It may be 100 points above what is believed. Time alone ends this doubt: 500 % in the first publication are believed after four days. */
  | 'RETURN_TOO_FAST'
  /** Nothing confirms the return: net deposits are unknown or below 1 USD. Where this is the only doubt, the account is ranked by its return, behind all accounts without doubts. */
  | 'RETURN_UNCONFIRMED'
  /** Closed trades, win rate, profit factor and realized PnL contradict each other, or there are more than 10 million closed trades. */
  | 'TRADES_DO_NOT_FIT'
  /** An amount (value, cash, deposits, PnL, fees or funding) is more than 10 billion USD, positive or negative. */
  | 'VALUE_OUT_OF_RANGE';

/** What brought a fill about. */
export type FillReason =
  /** The option expired. */
  | 'EXPIRY'
  /** The condition of the invalidation came true. */
  | 'INVALIDATED'
  /** The account was worth less than its maintenance margin. */
  | 'LIQUIDATION'
  /** An order of the agent or of a caller. */
  | 'ORDER'
  /** The stop loss was reached. */
  | 'STOP'
  /** The profit target was reached. */
  | 'TARGET';

/** Whether a value is kept up to date. */
export type Freshness =
  /** The source was heard within its usual interval. */
  | 'LIVE'
  /** The source is silent or broken. The value is the last one known, and `asOf` says from when. */
  | 'STALE';

/** Whether an instrument trades, in the exchange's words. */
export type InstrumentState =
  /** Trades no more: closed, delivered or taken off the list. */
  | 'CLOSED'
  /** Listed, and not open yet. */
  | 'CREATED'
  /** Halted by the exchange, or not active, or in a state whose name we do not know; trades again when resumed. */
  | 'HALTED'
  /** Locked by the exchange, or its price index is; trades again when unlocked. */
  | 'LOCKED'
  /** Trades. */
  | 'OPEN'
  /** In settlement; trades again afterward, unless it is delivered. */
  | 'SETTLEMENT';

/** What an invalidation watches. */
export type InvalidationMeasure =
  /** Index of its currency in USD. */
  | 'INDEX_PRICE_USD'
  /** Mark IV of the option, a fraction. */
  | 'MARK_IV'
  /** Mark price of the instrument in USD. */
  | 'MARK_PRICE_USD'
  /** Volatility index of its currency, a fraction. */
  | 'VOLATILITY_INDEX';

/** How a fill came by its price, which decides its fee. */
export type Liquidity =
  /** The option expired and was settled at the delivery price: see `delivery`. */
  | 'DELIVERY'
  /** The order was waiting, and the market came to its limit. */
  | 'MAKER'
  /** The order took the quote it found. */
  | 'TAKER';

/** Call or put. */
export type OptionKind =
  /** The right to buy at the strike. */
  | 'CALL'
  /** The right to sell at the strike. */
  | 'PUT';

/** What happened to an order. */
export type OrderChange =
  /** Its limit or its quantity is another. */
  | 'AMENDED'
  /** What is left of it will not be traded. */
  | 'CANCELLED'
  /** All of it was traded. */
  | 'FILLED'
  /** Some of it was traded, some of it is left. */
  | 'PARTLY_FILLED'
  /** It was taken. What it is filled with at once comes as the next event. */
  | 'PLACED';

/** Who wanted an order. */
export type OrderOrigin =
  /** An agent's decision. */
  | 'AGENT'
  /** A caller of this API. */
  | 'CALLER'
  /** The engine: a stop, a target, an invalidation, a liquidation or a delivery. */
  | 'ENGINE';

/** Buy or sell. */
export type OrderSide =
  /** Buy. */
  | 'BUY'
  /** Sell. */
  | 'SELL';

/** Whether an order still waits. */
export type OrderStatus =
  /** What was not traded will not be. */
  | 'CANCELLED'
  /** All of it was traded. */
  | 'FILLED'
  /** It rests, whole or in part. */
  | 'OPEN';

/** What price an order takes. */
export type OrderType =
  /** The limit or better. */
  | 'LIMIT'
  /** The best quote there is. */
  | 'MARKET';

/** Long or short. */
export type PositionSide =
  /** Gains when the price rises. */
  | 'LONG'
  /** Gains when the price falls. */
  | 'SHORT';

/** Whether the market is being recorded. */
export type RecordingState =
  /** The server's clock was set back behind what is recorded. Recording goes on when it shows a later time. */
  | 'CLOCK_BEHIND'
  /** The store cannot be written: its disk is full, it is not reached, or it is too slow. What does not fit into memory is dropped and counted. Recording goes on by itself. */
  | 'INTERRUPTED'
  /** Recording is turned off: HISTORY_MAX_BYTES is 0. */
  | 'OFF'
  /** It is. */
  | 'RECORDING'
  /** The feed plays a recording, which is not recorded again. */
  | 'REPLAY';

/** How long an order waits. */
export type TimeInForce =
  /** Fill or kill: all of it now, or nothing. */
  | 'FOK'
  /** Good till cancelled: rests until filled. LIMIT orders only. */
  | 'GTC'
  /** Immediate or cancel: takes what is offered now, the rest is cancelled. */
  | 'IOC';

/** Who calculated a number. */
export type ValueOrigin =
  /** Sent by the exchange (or by the simulated exchange) as it stands. */
  | 'EXCHANGE'
  /** Computed here with Black-76 on the forward of the expiry, from the exchange's implied volatility or quote. */
  | 'MODEL';

/** How a warm-up goes. */
export type WarmUpState =
  /** The agents have their past and go on live. */
  | 'DONE'
  /** It failed for a reason that the log says. The agents go on live without that past. */
  | 'FAILED'
  /** It is under way: the accounts of the agents are not there yet, or stand still as they were left. */
  | 'RUNNING';

export type AccountChoice_AccountFragment = { readonly id: string, readonly name: string, readonly kind: AccountKind, readonly agent: string | null, readonly source: DataSource, readonly closedAt: string | null, readonly hasTraded: boolean, readonly visibility: AccountVisibility } & { ' $fragmentName'?: 'AccountChoice_AccountFragment' };

export type AccountsUpdatesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type AccountsUpdatesSubscription = { readonly accounts: { readonly seq: number, readonly accounts: ReadonlyArray<(
      { readonly id: string }
      & { ' $fragmentRefs'?: { 'AccountChoice_AccountFragment': AccountChoice_AccountFragment } }
    )> } };

export type DecisionCard_DecisionFragment = { readonly asOf: string | null, readonly symbol: string, readonly action: DecisionAction, readonly confidence: number | null, readonly reasoning: string, readonly model: string, readonly quantityCoin: number | null, readonly leverage: number | null, readonly stopLossUsd: number | null, readonly profitTargetUsd: number | null, readonly invalidation: string | null, readonly executed: boolean, readonly fillPriceUsd: number | null, readonly feeUsd: number | null, readonly error: string | null, readonly outcome: DecisionOutcome | null, readonly pnlUsd: number | null, readonly rMultiple: number | null, readonly closedAt: string | null, readonly account: { readonly id: string, readonly name: string } } & { ' $fragmentName'?: 'DecisionCard_DecisionFragment' };

export type DecisionsPageQueryVariables = Exact<{
  account?: ReadonlyArray<string | number> | string | number | null | undefined;
  action?: ReadonlyArray<DecisionAction> | DecisionAction | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DecisionsPageQuery = { readonly decisions: { readonly edges: ReadonlyArray<{ readonly node: (
        { readonly id: string, readonly seq: number, readonly asOf: string | null, readonly source: DataSource, readonly freshness: Freshness, readonly action: DecisionAction }
        & { ' $fragmentRefs'?: { 'DecisionCard_DecisionFragment': DecisionCard_DecisionFragment } }
      ) }>, readonly pageInfo: { readonly hasNextPage: boolean } } };

export type DecisionUpdatesSubscriptionVariables = Exact<{
  account?: ReadonlyArray<string | number> | string | number | null | undefined;
  action?: ReadonlyArray<DecisionAction> | DecisionAction | null | undefined;
  after?: string | number | null | undefined;
}>;


export type DecisionUpdatesSubscription = { readonly newDecision: (
    { readonly id: string, readonly seq: number, readonly asOf: string | null, readonly source: DataSource, readonly freshness: Freshness, readonly action: DecisionAction }
    & { ' $fragmentRefs'?: { 'DecisionCard_DecisionFragment': DecisionCard_DecisionFragment } }
  ) };

export type DecisionScoresSubscriptionVariables = Exact<{
  account?: ReadonlyArray<string | number> | string | number | null | undefined;
  action?: ReadonlyArray<DecisionAction> | DecisionAction | null | undefined;
  after?: string | number | null | undefined;
}>;


export type DecisionScoresSubscription = { readonly decisionScored: { readonly id: string, readonly decision: (
      { readonly id: string, readonly seq: number, readonly asOf: string | null, readonly source: DataSource, readonly freshness: Freshness, readonly action: DecisionAction }
      & { ' $fragmentRefs'?: { 'DecisionCard_DecisionFragment': DecisionCard_DecisionFragment } }
    ) } };

export type FeedBadge_FeedStatusFragment = { readonly name: string, readonly source: DataSource, readonly state: FeedState, readonly since: string, readonly nextAttemptAt: string | null, readonly freshness: Freshness, readonly detail: string | null } & { ' $fragmentName'?: 'FeedBadge_FeedStatusFragment' };

export type FeedBadge_HistoryStatusFragment = { readonly state: RecordingState, readonly from: string | null } & { ' $fragmentName'?: 'FeedBadge_HistoryStatusFragment' };

export type StatusUpdatesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type StatusUpdatesSubscription = { readonly status: { readonly seq: number, readonly version: string, readonly feed: (
      { readonly currencies: ReadonlyArray<string> }
      & { ' $fragmentRefs'?: { 'FeedBadge_FeedStatusFragment': FeedBadge_FeedStatusFragment } }
    ), readonly history: { ' $fragmentRefs'?: { 'FeedBadge_HistoryStatusFragment': FeedBadge_HistoryStatusFragment } }, readonly warmUp: { readonly state: WarmUpState, readonly from: string, readonly to: string, readonly progressPct: number } | null } };

export type LeaderboardRow_LeaderboardEntryFragment = { readonly rank: number, readonly account: { readonly id: string, readonly name: string, readonly kind: AccountKind, readonly agent: string | null, readonly source: DataSource, readonly visibility: AccountVisibility }, readonly performance: { readonly freshness: Freshness, readonly accountValueUsd: number | null, readonly totalReturnPct: number | null, readonly sharpe: number | null, readonly samples: number | null, readonly samplesNeeded: number | null, readonly maxDrawdownPct: number | null, readonly winRatePct: number | null, readonly trades: number | null, readonly feesUsd: number | null, readonly doubts: ReadonlyArray<FigureDoubt> } } & { ' $fragmentName'?: 'LeaderboardRow_LeaderboardEntryFragment' };

export type LeaderboardUpdatesSubscriptionVariables = Exact<{
  first: number;
}>;


export type LeaderboardUpdatesSubscription = { readonly leaderboard: { readonly seq: number, readonly asOf: string | null, readonly entries: ReadonlyArray<(
      { readonly account: { readonly id: string, readonly resetAt: string | null }, readonly performance: { readonly asOf: string | null, readonly source: DataSource, readonly accountValueUsd: number | null, readonly netDepositsUsd: number | null, readonly totalReturnPct: number | null, readonly sampleIntervalSeconds: number | null } }
      & { ' $fragmentRefs'?: { 'LeaderboardRow_LeaderboardEntryFragment': LeaderboardRow_LeaderboardEntryFragment } }
    )> } };

export type CandlesPageQueryVariables = Exact<{
  currency: string;
  instrument?: string | null | undefined;
  value: CandleValue;
  interval: CandleInterval;
  first: number;
  after?: string | null | undefined;
}>;


export type CandlesPageQuery = { readonly candles: { readonly source: DataSource, readonly edges: ReadonlyArray<{ readonly node: { readonly from: string, readonly open: number, readonly high: number, readonly low: number, readonly close: number, readonly final: boolean } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type CandleUpdatesSubscriptionVariables = Exact<{
  currency: string;
  instrument?: string | null | undefined;
  value: CandleValue;
  interval: CandleInterval;
}>;


export type CandleUpdatesSubscription = { readonly candle: { readonly seq: number, readonly asOf: string | null, readonly source: DataSource, readonly freshness: Freshness, readonly candle: { readonly from: string, readonly open: number, readonly high: number, readonly low: number, readonly close: number, readonly final: boolean } | null, readonly previous: { readonly from: string, readonly open: number, readonly high: number, readonly low: number, readonly close: number, readonly final: boolean } | null } };

export type MarketFigures_MarketDataFragment = { readonly currency: string, readonly indexPriceUsd: number | null, readonly indexAsOf: string | null, readonly indexFreshness: Freshness, readonly volatilityIndex: number | null, readonly volatilityIndexFreshness: Freshness, readonly perpetual: { readonly symbol: string, readonly state: InstrumentState | null, readonly quoteDoubted: boolean, readonly quoteAsOf: string | null, readonly quoteFreshness: Freshness, readonly markDoubted: boolean, readonly markAsOf: string | null, readonly markFreshness: Freshness, readonly bidPriceUsd: number | null, readonly bidAmountUsd: number | null, readonly askPriceUsd: number | null, readonly askAmountUsd: number | null, readonly markPriceUsd: number | null, readonly lastPriceUsd: number | null, readonly change24hPct: number | null, readonly high24hUsd: number | null, readonly low24hUsd: number | null, readonly volume24hUsd: number | null, readonly openInterestUsd: number | null, readonly fundingRate8h: number | null, readonly fundingPaid8h: number | null } | null } & { ' $fragmentName'?: 'MarketFigures_MarketDataFragment' };

export type MarketUpdatesSubscriptionVariables = Exact<{
  currency: string;
}>;


export type MarketUpdatesSubscription = { readonly marketData: (
    { readonly seq: number, readonly asOf: string | null, readonly source: DataSource, readonly freshness: Freshness }
    & { ' $fragmentRefs'?: { 'MarketFigures_MarketDataFragment': MarketFigures_MarketDataFragment } }
  ) };

export type OptionCells_OptionContractFragment = { readonly bidPriceCoin: number | null, readonly bidPriceUsd: number | null, readonly bidIv: number | null, readonly askPriceCoin: number | null, readonly askPriceUsd: number | null, readonly askIv: number | null, readonly markPriceCoin: number | null, readonly markPriceUsd: number | null, readonly markIv: number | null, readonly quoteIvOrigin: ValueOrigin | null, readonly openInterestCoin: number | null, readonly volume24hCoin: number | null, readonly greeks: { readonly delta: number, readonly gamma: number, readonly vega: number, readonly theta: number, readonly origin: ValueOrigin } | null } & { ' $fragmentName'?: 'OptionCells_OptionContractFragment' };

export type ExpiryTab_ExpiryFragment = { readonly expiry: string, readonly expiryLabel: string, readonly daysToExpiry: number | null, readonly contractCount: number, readonly atmIv: number | null } & { ' $fragmentName'?: 'ExpiryTab_ExpiryFragment' };

export type ExpiriesUpdatesSubscriptionVariables = Exact<{
  currency: string;
}>;


export type ExpiriesUpdatesSubscription = { readonly expiries: { readonly seq: number, readonly asOf: string | null, readonly source: DataSource, readonly freshness: Freshness, readonly expiries: ReadonlyArray<(
      { readonly expiry: string }
      & { ' $fragmentRefs'?: { 'ExpiryTab_ExpiryFragment': ExpiryTab_ExpiryFragment } }
    )> } };

export type ChainUpdatesSubscriptionVariables = Exact<{
  currency: string;
  expiry?: string | null | undefined;
  limit: number;
}>;


export type ChainUpdatesSubscription = { readonly optionsChain: { readonly seq: number, readonly asOf: string | null, readonly source: DataSource, readonly freshness: Freshness, readonly expiryLabel: string, readonly daysToExpiry: number | null, readonly underlyingPriceUsd: number | null, readonly underlyingFreshness: Freshness, readonly atmStrikeUsd: number | null, readonly atmIv: number | null, readonly contractCount: number, readonly whole: boolean, readonly removed: ReadonlyArray<string>, readonly openInterest: { readonly largestCoin: number | null, readonly putCallRatio: number | null }, readonly contracts: ReadonlyArray<(
      { readonly symbol: string, readonly optionKind: OptionKind, readonly strikeUsd: number, readonly state: InstrumentState | null, readonly quoteDoubted: boolean, readonly quoteAsOf: string | null, readonly quoteFreshness: Freshness, readonly markDoubted: boolean, readonly markAsOf: string | null, readonly markFreshness: Freshness, readonly openInterestCoin: number | null, readonly volume24hCoin: number | null }
      & { ' $fragmentRefs'?: { 'OptionCells_OptionContractFragment': OptionCells_OptionContractFragment } }
    )> } };

export type PerformanceFigures_PerformanceFragment = { readonly accountValueUsd: number | null, readonly cashUsd: number | null, readonly netDepositsUsd: number | null, readonly totalReturnPct: number | null, readonly realizedPnlUsd: number | null, readonly unrealizedPnlUsd: number | null, readonly feesUsd: number | null, readonly fundingUsd: number | null, readonly sharpe: number | null, readonly sortino: number | null, readonly samples: number | null, readonly samplesNeeded: number | null, readonly maxDrawdownPct: number | null, readonly currentDrawdownPct: number | null, readonly cagrPct: number | null, readonly calmar: number | null, readonly winRatePct: number | null, readonly profitFactor: number | null, readonly expectancyUsd: number | null, readonly averageWinUsd: number | null, readonly averageLossUsd: number | null, readonly exposurePct: number | null, readonly timeFlatPct: number | null, readonly feeSharePct: number | null, readonly trades: number | null, readonly openPositions: number | null, readonly account: { readonly kind: AccountKind }, readonly longTrades: { readonly trades: number, readonly won: number, readonly pnlUsd: number } | null, readonly shortTrades: { readonly trades: number, readonly won: number, readonly pnlUsd: number } | null, readonly calibration: ReadonlyArray<{ readonly fromConfidence: number, readonly toConfidence: number, readonly decided: number, readonly won: number, readonly winRatePct: number | null }> | null } & { ' $fragmentName'?: 'PerformanceFigures_PerformanceFragment' };

export type PerformanceUpdatesSubscriptionVariables = Exact<{
  account?: string | number | null | undefined;
}>;


export type PerformanceUpdatesSubscription = { readonly performance: (
    { readonly seq: number, readonly asOf: string | null, readonly source: DataSource, readonly freshness: Freshness, readonly accountValueUsd: number | null, readonly sampleIntervalSeconds: number | null, readonly account: { readonly id: string, readonly resetAt: string | null, readonly closedAt: string | null } }
    & { ' $fragmentRefs'?: { 'PerformanceFigures_PerformanceFragment': PerformanceFigures_PerformanceFragment } }
  ) };

export type PositionRow_PositionFragment = { readonly symbol: string, readonly state: InstrumentState | null, readonly side: PositionSide, readonly quantityCoin: number, readonly leverage: number | null, readonly entryPriceUsd: number, readonly markPriceUsd: number | null, readonly markDoubted: boolean, readonly notionalUsd: number | null, readonly pnlUsd: number | null, readonly pnlPct: number | null, readonly liquidationPriceUsd: number | null, readonly greeks: { readonly deltaCoin: number, readonly gamma: number, readonly vegaUsd: number, readonly thetaUsd: number } | null, readonly exitPlan: { readonly profitTargetUsd: number | null, readonly stopLossUsd: number | null, readonly invalidation: string | null, readonly trailingStop: { readonly stopPriceUsd: number | null } | null, readonly invalidationRule: { readonly measure: InvalidationMeasure | null, readonly until: string | null } | null } | null } & { ' $fragmentName'?: 'PositionRow_PositionFragment' };

export type PortfolioTotals_PortfolioFragment = { readonly totalValueUsd: number | null, readonly cashUsd: number | null, readonly totalDeltaUsd: number | null, readonly totalGammaUsd: number | null, readonly totalVegaUsd: number | null, readonly totalThetaUsd: number | null, readonly marginUsedUsd: number | null, readonly marginAvailableUsd: number | null, readonly maintenanceMarginUsd: number | null } & { ' $fragmentName'?: 'PortfolioTotals_PortfolioFragment' };

export type PositionsUpdatesSubscriptionVariables = Exact<{
  account?: string | number | null | undefined;
}>;


export type PositionsUpdatesSubscription = { readonly positions: { readonly seq: number, readonly asOf: string | null, readonly source: DataSource, readonly freshness: Freshness, readonly account: { readonly closedAt: string | null }, readonly positions: ReadonlyArray<(
      { readonly symbol: string }
      & { ' $fragmentRefs'?: { 'PositionRow_PositionFragment': PositionRow_PositionFragment } }
    )> } };

export type PortfolioUpdatesSubscriptionVariables = Exact<{
  account?: string | number | null | undefined;
}>;


export type PortfolioUpdatesSubscription = { readonly portfolio: (
    { readonly seq: number, readonly asOf: string | null, readonly source: DataSource, readonly freshness: Freshness, readonly account: { readonly closedAt: string | null } }
    & { ' $fragmentRefs'?: { 'PortfolioTotals_PortfolioFragment': PortfolioTotals_PortfolioFragment } }
  ) };

export type FillRow_FillFragment = { readonly asOf: string | null, readonly symbol: string, readonly side: OrderSide, readonly quantityCoin: number | null, readonly priceUsd: number, readonly priceCoin: number | null, readonly feeUsd: number | null, readonly liquidity: Liquidity, readonly reason: FillReason, readonly realizedPnlUsd: number | null } & { ' $fragmentName'?: 'FillRow_FillFragment' };

export type OrderRow_OrderFragment = { readonly symbol: string, readonly side: OrderSide, readonly type: OrderType, readonly timeInForce: TimeInForce, readonly quantityCoin: number, readonly limitPriceUsd: number | null, readonly limitPriceCoin: number | null, readonly reduceOnly: boolean, readonly status: OrderStatus, readonly filledCoin: number, readonly averageFillPriceUsd: number | null, readonly cancelReason: string | null, readonly origin: OrderOrigin, readonly placedAt: string } & { ' $fragmentName'?: 'OrderRow_OrderFragment' };

export type ClosedTradeRow_ClosedTradeFragment = { readonly symbol: string, readonly side: PositionSide, readonly quantityCoin: number, readonly entryPriceUsd: number, readonly exitPriceUsd: number, readonly openedAt: string, readonly closedAt: string, readonly pnlUsd: number, readonly feesUsd: number, readonly outcome: DecisionOutcome } & { ' $fragmentName'?: 'ClosedTradeRow_ClosedTradeFragment' };

export type FillsPageQueryVariables = Exact<{
  account?: ReadonlyArray<string | number> | string | number | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type FillsPageQuery = { readonly fills: { readonly edges: ReadonlyArray<{ readonly node: (
        { readonly id: string, readonly seq: number, readonly asOf: string | null, readonly source: DataSource, readonly freshness: Freshness }
        & { ' $fragmentRefs'?: { 'FillRow_FillFragment': FillRow_FillFragment } }
      ) }>, readonly pageInfo: { readonly hasNextPage: boolean } } };

export type FillUpdatesSubscriptionVariables = Exact<{
  account?: ReadonlyArray<string | number> | string | number | null | undefined;
  after?: string | number | null | undefined;
}>;


export type FillUpdatesSubscription = { readonly newFill: (
    { readonly id: string, readonly seq: number, readonly asOf: string | null, readonly source: DataSource, readonly freshness: Freshness }
    & { ' $fragmentRefs'?: { 'FillRow_FillFragment': FillRow_FillFragment } }
  ) };

export type OrdersPageQueryVariables = Exact<{
  account?: ReadonlyArray<string | number> | string | number | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type OrdersPageQuery = { readonly orders: { readonly edges: ReadonlyArray<{ readonly node: (
        { readonly id: string, readonly status: OrderStatus }
        & { ' $fragmentRefs'?: { 'OrderRow_OrderFragment': OrderRow_OrderFragment } }
      ) }>, readonly pageInfo: { readonly hasNextPage: boolean } } };

export type OrderUpdatesSubscriptionVariables = Exact<{
  account?: ReadonlyArray<string | number> | string | number | null | undefined;
  after?: string | number | null | undefined;
}>;


export type OrderUpdatesSubscription = { readonly newOrder: { readonly id: string, readonly change: OrderChange, readonly order: (
      { readonly id: string, readonly status: OrderStatus }
      & { ' $fragmentRefs'?: { 'OrderRow_OrderFragment': OrderRow_OrderFragment } }
    ) } };

export type OpenOrdersUpdatesSubscriptionVariables = Exact<{
  account: string | number;
}>;


export type OpenOrdersUpdatesSubscription = { readonly openOrders: { readonly seq: number, readonly orders: ReadonlyArray<(
      { readonly id: string, readonly status: OrderStatus }
      & { ' $fragmentRefs'?: { 'OrderRow_OrderFragment': OrderRow_OrderFragment } }
    )> } };

export type ClosedTradesPageQueryVariables = Exact<{
  account?: ReadonlyArray<string | number> | string | number | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ClosedTradesPageQuery = { readonly closedTrades: { readonly edges: ReadonlyArray<{ readonly node: (
        { readonly id: string }
        & { ' $fragmentRefs'?: { 'ClosedTradeRow_ClosedTradeFragment': ClosedTradeRow_ClosedTradeFragment } }
      ) }>, readonly pageInfo: { readonly hasNextPage: boolean } } };

export type ClosedTradeUpdatesSubscriptionVariables = Exact<{
  account?: ReadonlyArray<string | number> | string | number | null | undefined;
  after?: string | number | null | undefined;
}>;


export type ClosedTradeUpdatesSubscription = { readonly newClosedTrade: (
    { readonly id: string }
    & { ' $fragmentRefs'?: { 'ClosedTradeRow_ClosedTradeFragment': ClosedTradeRow_ClosedTradeFragment } }
  ) };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly id: string, readonly scopes: ReadonlyArray<string>, readonly expiresAt: string | null } };

export type RenewTokenMutationVariables = Exact<{
  token: string;
}>;


export type RenewTokenMutation = { readonly renewToken: { readonly id: string, readonly scopes: ReadonlyArray<string>, readonly expiresAt: string | null } };

export type EquityCurveQueryVariables = Exact<{
  account: string | number;
  points: number;
}>;


export type EquityCurveQuery = { readonly equity: { readonly account: { readonly resetAt: string | null }, readonly points: ReadonlyArray<{ readonly time: string, readonly accountValueUsd: number }> } };

export const AccountChoice_AccountFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountChoice_Account"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"agent"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"hasTraded"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}}]}}]} as unknown as DocumentNode<AccountChoice_AccountFragment, unknown>;
export const DecisionCard_DecisionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DecisionCard_Decision"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Decision"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"reasoning"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"leverage"}},{"kind":"Field","name":{"kind":"Name","value":"stopLossUsd"}},{"kind":"Field","name":{"kind":"Name","value":"profitTargetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"invalidation"}},{"kind":"Field","name":{"kind":"Name","value":"executed"}},{"kind":"Field","name":{"kind":"Name","value":"fillPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"feeUsd"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"pnlUsd"}},{"kind":"Field","name":{"kind":"Name","value":"rMultiple"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}}]} as unknown as DocumentNode<DecisionCard_DecisionFragment, unknown>;
export const FeedBadge_FeedStatusFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FeedBadge_FeedStatus"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FeedStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}}]} as unknown as DocumentNode<FeedBadge_FeedStatusFragment, unknown>;
export const FeedBadge_HistoryStatusFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FeedBadge_HistoryStatus"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HistoryStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"from"}}]}}]} as unknown as DocumentNode<FeedBadge_HistoryStatusFragment, unknown>;
export const LeaderboardRow_LeaderboardEntryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LeaderboardRow_LeaderboardEntry"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LeaderboardEntry"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"agent"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}}]}},{"kind":"Field","name":{"kind":"Name","value":"performance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"accountValueUsd"}},{"kind":"Field","name":{"kind":"Name","value":"totalReturnPct"}},{"kind":"Field","name":{"kind":"Name","value":"sharpe"}},{"kind":"Field","name":{"kind":"Name","value":"samples"}},{"kind":"Field","name":{"kind":"Name","value":"samplesNeeded"}},{"kind":"Field","name":{"kind":"Name","value":"maxDrawdownPct"}},{"kind":"Field","name":{"kind":"Name","value":"winRatePct"}},{"kind":"Field","name":{"kind":"Name","value":"trades"}},{"kind":"Field","name":{"kind":"Name","value":"feesUsd"}},{"kind":"Field","name":{"kind":"Name","value":"doubts"}}]}}]}}]} as unknown as DocumentNode<LeaderboardRow_LeaderboardEntryFragment, unknown>;
export const MarketFigures_MarketDataFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MarketFigures_MarketData"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MarketData"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"indexPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"indexAsOf"}},{"kind":"Field","name":{"kind":"Name","value":"indexFreshness"}},{"kind":"Field","name":{"kind":"Name","value":"volatilityIndex"}},{"kind":"Field","name":{"kind":"Name","value":"volatilityIndexFreshness"}},{"kind":"Field","name":{"kind":"Name","value":"perpetual"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"quoteDoubted"}},{"kind":"Field","name":{"kind":"Name","value":"quoteAsOf"}},{"kind":"Field","name":{"kind":"Name","value":"quoteFreshness"}},{"kind":"Field","name":{"kind":"Name","value":"markDoubted"}},{"kind":"Field","name":{"kind":"Name","value":"markAsOf"}},{"kind":"Field","name":{"kind":"Name","value":"markFreshness"}},{"kind":"Field","name":{"kind":"Name","value":"bidPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"bidAmountUsd"}},{"kind":"Field","name":{"kind":"Name","value":"askPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"askAmountUsd"}},{"kind":"Field","name":{"kind":"Name","value":"markPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"lastPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"change24hPct"}},{"kind":"Field","name":{"kind":"Name","value":"high24hUsd"}},{"kind":"Field","name":{"kind":"Name","value":"low24hUsd"}},{"kind":"Field","name":{"kind":"Name","value":"volume24hUsd"}},{"kind":"Field","name":{"kind":"Name","value":"openInterestUsd"}},{"kind":"Field","name":{"kind":"Name","value":"fundingRate8h"}},{"kind":"Field","name":{"kind":"Name","value":"fundingPaid8h"}}]}}]}}]} as unknown as DocumentNode<MarketFigures_MarketDataFragment, unknown>;
export const OptionCells_OptionContractFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OptionCells_OptionContract"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OptionContract"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bidPriceCoin"}},{"kind":"Field","name":{"kind":"Name","value":"bidPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"bidIv"}},{"kind":"Field","name":{"kind":"Name","value":"askPriceCoin"}},{"kind":"Field","name":{"kind":"Name","value":"askPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"askIv"}},{"kind":"Field","name":{"kind":"Name","value":"markPriceCoin"}},{"kind":"Field","name":{"kind":"Name","value":"markPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"markIv"}},{"kind":"Field","name":{"kind":"Name","value":"greeks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"delta"}},{"kind":"Field","name":{"kind":"Name","value":"gamma"}},{"kind":"Field","name":{"kind":"Name","value":"vega"}},{"kind":"Field","name":{"kind":"Name","value":"theta"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}}]}},{"kind":"Field","name":{"kind":"Name","value":"quoteIvOrigin"}},{"kind":"Field","name":{"kind":"Name","value":"openInterestCoin"}},{"kind":"Field","name":{"kind":"Name","value":"volume24hCoin"}}]}}]} as unknown as DocumentNode<OptionCells_OptionContractFragment, unknown>;
export const ExpiryTab_ExpiryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExpiryTab_Expiry"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Expiry"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expiry"}},{"kind":"Field","name":{"kind":"Name","value":"expiryLabel"}},{"kind":"Field","name":{"kind":"Name","value":"daysToExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"contractCount"}},{"kind":"Field","name":{"kind":"Name","value":"atmIv"}}]}}]} as unknown as DocumentNode<ExpiryTab_ExpiryFragment, unknown>;
export const PerformanceFigures_PerformanceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PerformanceFigures_Performance"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Performance"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accountValueUsd"}},{"kind":"Field","name":{"kind":"Name","value":"cashUsd"}},{"kind":"Field","name":{"kind":"Name","value":"netDepositsUsd"}},{"kind":"Field","name":{"kind":"Name","value":"totalReturnPct"}},{"kind":"Field","name":{"kind":"Name","value":"realizedPnlUsd"}},{"kind":"Field","name":{"kind":"Name","value":"unrealizedPnlUsd"}},{"kind":"Field","name":{"kind":"Name","value":"feesUsd"}},{"kind":"Field","name":{"kind":"Name","value":"fundingUsd"}},{"kind":"Field","name":{"kind":"Name","value":"sharpe"}},{"kind":"Field","name":{"kind":"Name","value":"sortino"}},{"kind":"Field","name":{"kind":"Name","value":"samples"}},{"kind":"Field","name":{"kind":"Name","value":"samplesNeeded"}},{"kind":"Field","name":{"kind":"Name","value":"maxDrawdownPct"}},{"kind":"Field","name":{"kind":"Name","value":"currentDrawdownPct"}},{"kind":"Field","name":{"kind":"Name","value":"cagrPct"}},{"kind":"Field","name":{"kind":"Name","value":"calmar"}},{"kind":"Field","name":{"kind":"Name","value":"winRatePct"}},{"kind":"Field","name":{"kind":"Name","value":"profitFactor"}},{"kind":"Field","name":{"kind":"Name","value":"expectancyUsd"}},{"kind":"Field","name":{"kind":"Name","value":"averageWinUsd"}},{"kind":"Field","name":{"kind":"Name","value":"averageLossUsd"}},{"kind":"Field","name":{"kind":"Name","value":"exposurePct"}},{"kind":"Field","name":{"kind":"Name","value":"timeFlatPct"}},{"kind":"Field","name":{"kind":"Name","value":"feeSharePct"}},{"kind":"Field","name":{"kind":"Name","value":"trades"}},{"kind":"Field","name":{"kind":"Name","value":"openPositions"}},{"kind":"Field","name":{"kind":"Name","value":"longTrades"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trades"}},{"kind":"Field","name":{"kind":"Name","value":"won"}},{"kind":"Field","name":{"kind":"Name","value":"pnlUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shortTrades"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trades"}},{"kind":"Field","name":{"kind":"Name","value":"won"}},{"kind":"Field","name":{"kind":"Name","value":"pnlUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"calibration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromConfidence"}},{"kind":"Field","name":{"kind":"Name","value":"toConfidence"}},{"kind":"Field","name":{"kind":"Name","value":"decided"}},{"kind":"Field","name":{"kind":"Name","value":"won"}},{"kind":"Field","name":{"kind":"Name","value":"winRatePct"}}]}}]}}]} as unknown as DocumentNode<PerformanceFigures_PerformanceFragment, unknown>;
export const PositionRow_PositionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PositionRow_Position"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Position"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"side"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"leverage"}},{"kind":"Field","name":{"kind":"Name","value":"entryPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"markPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"markDoubted"}},{"kind":"Field","name":{"kind":"Name","value":"notionalUsd"}},{"kind":"Field","name":{"kind":"Name","value":"pnlUsd"}},{"kind":"Field","name":{"kind":"Name","value":"pnlPct"}},{"kind":"Field","name":{"kind":"Name","value":"liquidationPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"greeks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deltaCoin"}},{"kind":"Field","name":{"kind":"Name","value":"gamma"}},{"kind":"Field","name":{"kind":"Name","value":"vegaUsd"}},{"kind":"Field","name":{"kind":"Name","value":"thetaUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exitPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profitTargetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"stopLossUsd"}},{"kind":"Field","name":{"kind":"Name","value":"trailingStop"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stopPriceUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"invalidation"}},{"kind":"Field","name":{"kind":"Name","value":"invalidationRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"measure"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]}}]} as unknown as DocumentNode<PositionRow_PositionFragment, unknown>;
export const PortfolioTotals_PortfolioFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PortfolioTotals_Portfolio"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Portfolio"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalValueUsd"}},{"kind":"Field","name":{"kind":"Name","value":"cashUsd"}},{"kind":"Field","name":{"kind":"Name","value":"totalDeltaUsd"}},{"kind":"Field","name":{"kind":"Name","value":"totalGammaUsd"}},{"kind":"Field","name":{"kind":"Name","value":"totalVegaUsd"}},{"kind":"Field","name":{"kind":"Name","value":"totalThetaUsd"}},{"kind":"Field","name":{"kind":"Name","value":"marginUsedUsd"}},{"kind":"Field","name":{"kind":"Name","value":"marginAvailableUsd"}},{"kind":"Field","name":{"kind":"Name","value":"maintenanceMarginUsd"}}]}}]} as unknown as DocumentNode<PortfolioTotals_PortfolioFragment, unknown>;
export const FillRow_FillFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FillRow_Fill"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fill"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"side"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"priceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"priceCoin"}},{"kind":"Field","name":{"kind":"Name","value":"feeUsd"}},{"kind":"Field","name":{"kind":"Name","value":"liquidity"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"realizedPnlUsd"}}]}}]} as unknown as DocumentNode<FillRow_FillFragment, unknown>;
export const OrderRow_OrderFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderRow_Order"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"side"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"timeInForce"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"limitPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"limitPriceCoin"}},{"kind":"Field","name":{"kind":"Name","value":"reduceOnly"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"filledCoin"}},{"kind":"Field","name":{"kind":"Name","value":"averageFillPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"cancelReason"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}}]}}]} as unknown as DocumentNode<OrderRow_OrderFragment, unknown>;
export const ClosedTradeRow_ClosedTradeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClosedTradeRow_ClosedTrade"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ClosedTrade"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"side"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"entryPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"exitPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"pnlUsd"}},{"kind":"Field","name":{"kind":"Name","value":"feesUsd"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]} as unknown as DocumentNode<ClosedTradeRow_ClosedTradeFragment, unknown>;
export const AccountsUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"AccountsUpdates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountChoice_Account"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountChoice_Account"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"agent"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"hasTraded"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}}]}}]} as unknown as DocumentNode<AccountsUpdatesSubscription, AccountsUpdatesSubscriptionVariables>;
export const DecisionsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DecisionsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"action"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DecisionAction"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decisions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"account"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}},{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"Variable","name":{"kind":"Name","value":"action"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DecisionCard_Decision"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DecisionCard_Decision"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Decision"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"reasoning"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"leverage"}},{"kind":"Field","name":{"kind":"Name","value":"stopLossUsd"}},{"kind":"Field","name":{"kind":"Name","value":"profitTargetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"invalidation"}},{"kind":"Field","name":{"kind":"Name","value":"executed"}},{"kind":"Field","name":{"kind":"Name","value":"fillPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"feeUsd"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"pnlUsd"}},{"kind":"Field","name":{"kind":"Name","value":"rMultiple"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}}]} as unknown as DocumentNode<DecisionsPageQuery, DecisionsPageQueryVariables>;
export const DecisionUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"DecisionUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"action"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DecisionAction"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newDecision"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"account"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}},{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"Variable","name":{"kind":"Name","value":"action"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DecisionCard_Decision"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DecisionCard_Decision"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Decision"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"reasoning"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"leverage"}},{"kind":"Field","name":{"kind":"Name","value":"stopLossUsd"}},{"kind":"Field","name":{"kind":"Name","value":"profitTargetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"invalidation"}},{"kind":"Field","name":{"kind":"Name","value":"executed"}},{"kind":"Field","name":{"kind":"Name","value":"fillPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"feeUsd"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"pnlUsd"}},{"kind":"Field","name":{"kind":"Name","value":"rMultiple"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}}]} as unknown as DocumentNode<DecisionUpdatesSubscription, DecisionUpdatesSubscriptionVariables>;
export const DecisionScoresDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"DecisionScores"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"action"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DecisionAction"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decisionScored"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"account"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}},{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"Variable","name":{"kind":"Name","value":"action"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"decision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DecisionCard_Decision"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DecisionCard_Decision"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Decision"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"reasoning"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"leverage"}},{"kind":"Field","name":{"kind":"Name","value":"stopLossUsd"}},{"kind":"Field","name":{"kind":"Name","value":"profitTargetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"invalidation"}},{"kind":"Field","name":{"kind":"Name","value":"executed"}},{"kind":"Field","name":{"kind":"Name","value":"fillPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"feeUsd"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"pnlUsd"}},{"kind":"Field","name":{"kind":"Name","value":"rMultiple"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}}]} as unknown as DocumentNode<DecisionScoresSubscription, DecisionScoresSubscriptionVariables>;
export const StatusUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"StatusUpdates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"minIntervalMs"},"value":{"kind":"IntValue","value":"250"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"feed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currencies"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FeedBadge_FeedStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FeedBadge_HistoryStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warmUp"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"progressPct"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FeedBadge_FeedStatus"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FeedStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FeedBadge_HistoryStatus"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HistoryStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"from"}}]}}]} as unknown as DocumentNode<StatusUpdatesSubscription, StatusUpdatesSubscriptionVariables>;
export const LeaderboardUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"LeaderboardUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"leaderboard"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"minIntervalMs"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"resetAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"performance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"accountValueUsd"}},{"kind":"Field","name":{"kind":"Name","value":"netDepositsUsd"}},{"kind":"Field","name":{"kind":"Name","value":"totalReturnPct"}},{"kind":"Field","name":{"kind":"Name","value":"sampleIntervalSeconds"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"LeaderboardRow_LeaderboardEntry"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LeaderboardRow_LeaderboardEntry"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LeaderboardEntry"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rank"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"agent"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}}]}},{"kind":"Field","name":{"kind":"Name","value":"performance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"accountValueUsd"}},{"kind":"Field","name":{"kind":"Name","value":"totalReturnPct"}},{"kind":"Field","name":{"kind":"Name","value":"sharpe"}},{"kind":"Field","name":{"kind":"Name","value":"samples"}},{"kind":"Field","name":{"kind":"Name","value":"samplesNeeded"}},{"kind":"Field","name":{"kind":"Name","value":"maxDrawdownPct"}},{"kind":"Field","name":{"kind":"Name","value":"winRatePct"}},{"kind":"Field","name":{"kind":"Name","value":"trades"}},{"kind":"Field","name":{"kind":"Name","value":"feesUsd"}},{"kind":"Field","name":{"kind":"Name","value":"doubts"}}]}}]}}]} as unknown as DocumentNode<LeaderboardUpdatesSubscription, LeaderboardUpdatesSubscriptionVariables>;
export const CandlesPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CandlesPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"instrument"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"value"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CandleValue"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"interval"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CandleInterval"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"candles"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}},{"kind":"Argument","name":{"kind":"Name","value":"instrument"},"value":{"kind":"Variable","name":{"kind":"Name","value":"instrument"}}},{"kind":"Argument","name":{"kind":"Name","value":"value"},"value":{"kind":"Variable","name":{"kind":"Name","value":"value"}}},{"kind":"Argument","name":{"kind":"Name","value":"interval"},"value":{"kind":"Variable","name":{"kind":"Name","value":"interval"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"close"}},{"kind":"Field","name":{"kind":"Name","value":"final"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<CandlesPageQuery, CandlesPageQueryVariables>;
export const CandleUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"CandleUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"instrument"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"value"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CandleValue"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"interval"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CandleInterval"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"candle"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}},{"kind":"Argument","name":{"kind":"Name","value":"instrument"},"value":{"kind":"Variable","name":{"kind":"Name","value":"instrument"}}},{"kind":"Argument","name":{"kind":"Name","value":"value"},"value":{"kind":"Variable","name":{"kind":"Name","value":"value"}}},{"kind":"Argument","name":{"kind":"Name","value":"interval"},"value":{"kind":"Variable","name":{"kind":"Name","value":"interval"}}},{"kind":"Argument","name":{"kind":"Name","value":"minIntervalMs"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"candle"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"close"}},{"kind":"Field","name":{"kind":"Name","value":"final"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previous"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"close"}},{"kind":"Field","name":{"kind":"Name","value":"final"}}]}}]}}]}}]} as unknown as DocumentNode<CandleUpdatesSubscription, CandleUpdatesSubscriptionVariables>;
export const MarketUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"MarketUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"marketData"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}},{"kind":"Argument","name":{"kind":"Name","value":"minIntervalMs"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MarketFigures_MarketData"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MarketFigures_MarketData"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MarketData"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"indexPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"indexAsOf"}},{"kind":"Field","name":{"kind":"Name","value":"indexFreshness"}},{"kind":"Field","name":{"kind":"Name","value":"volatilityIndex"}},{"kind":"Field","name":{"kind":"Name","value":"volatilityIndexFreshness"}},{"kind":"Field","name":{"kind":"Name","value":"perpetual"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"quoteDoubted"}},{"kind":"Field","name":{"kind":"Name","value":"quoteAsOf"}},{"kind":"Field","name":{"kind":"Name","value":"quoteFreshness"}},{"kind":"Field","name":{"kind":"Name","value":"markDoubted"}},{"kind":"Field","name":{"kind":"Name","value":"markAsOf"}},{"kind":"Field","name":{"kind":"Name","value":"markFreshness"}},{"kind":"Field","name":{"kind":"Name","value":"bidPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"bidAmountUsd"}},{"kind":"Field","name":{"kind":"Name","value":"askPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"askAmountUsd"}},{"kind":"Field","name":{"kind":"Name","value":"markPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"lastPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"change24hPct"}},{"kind":"Field","name":{"kind":"Name","value":"high24hUsd"}},{"kind":"Field","name":{"kind":"Name","value":"low24hUsd"}},{"kind":"Field","name":{"kind":"Name","value":"volume24hUsd"}},{"kind":"Field","name":{"kind":"Name","value":"openInterestUsd"}},{"kind":"Field","name":{"kind":"Name","value":"fundingRate8h"}},{"kind":"Field","name":{"kind":"Name","value":"fundingPaid8h"}}]}}]}}]} as unknown as DocumentNode<MarketUpdatesSubscription, MarketUpdatesSubscriptionVariables>;
export const ExpiriesUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ExpiriesUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expiries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}},{"kind":"Argument","name":{"kind":"Name","value":"minIntervalMs"},"value":{"kind":"IntValue","value":"2000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"expiries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expiry"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ExpiryTab_Expiry"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ExpiryTab_Expiry"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Expiry"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expiry"}},{"kind":"Field","name":{"kind":"Name","value":"expiryLabel"}},{"kind":"Field","name":{"kind":"Name","value":"daysToExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"contractCount"}},{"kind":"Field","name":{"kind":"Name","value":"atmIv"}}]}}]} as unknown as DocumentNode<ExpiriesUpdatesSubscription, ExpiriesUpdatesSubscriptionVariables>;
export const ChainUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ChainUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"expiry"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"limit"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"optionsChain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}},{"kind":"Argument","name":{"kind":"Name","value":"expiry"},"value":{"kind":"Variable","name":{"kind":"Name","value":"expiry"}}},{"kind":"Argument","name":{"kind":"Name","value":"limit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"limit"}}},{"kind":"Argument","name":{"kind":"Name","value":"minIntervalMs"},"value":{"kind":"IntValue","value":"250"}},{"kind":"Argument","name":{"kind":"Name","value":"delta"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"expiryLabel"}},{"kind":"Field","name":{"kind":"Name","value":"daysToExpiry"}},{"kind":"Field","name":{"kind":"Name","value":"underlyingPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"underlyingFreshness"}},{"kind":"Field","name":{"kind":"Name","value":"atmStrikeUsd"}},{"kind":"Field","name":{"kind":"Name","value":"atmIv"}},{"kind":"Field","name":{"kind":"Name","value":"openInterest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"largestCoin"}},{"kind":"Field","name":{"kind":"Name","value":"putCallRatio"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contractCount"}},{"kind":"Field","name":{"kind":"Name","value":"whole"}},{"kind":"Field","name":{"kind":"Name","value":"removed"}},{"kind":"Field","name":{"kind":"Name","value":"contracts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"optionKind"}},{"kind":"Field","name":{"kind":"Name","value":"strikeUsd"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"quoteDoubted"}},{"kind":"Field","name":{"kind":"Name","value":"quoteAsOf"}},{"kind":"Field","name":{"kind":"Name","value":"quoteFreshness"}},{"kind":"Field","name":{"kind":"Name","value":"markDoubted"}},{"kind":"Field","name":{"kind":"Name","value":"markAsOf"}},{"kind":"Field","name":{"kind":"Name","value":"markFreshness"}},{"kind":"Field","name":{"kind":"Name","value":"openInterestCoin"}},{"kind":"Field","name":{"kind":"Name","value":"volume24hCoin"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"OptionCells_OptionContract"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OptionCells_OptionContract"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OptionContract"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bidPriceCoin"}},{"kind":"Field","name":{"kind":"Name","value":"bidPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"bidIv"}},{"kind":"Field","name":{"kind":"Name","value":"askPriceCoin"}},{"kind":"Field","name":{"kind":"Name","value":"askPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"askIv"}},{"kind":"Field","name":{"kind":"Name","value":"markPriceCoin"}},{"kind":"Field","name":{"kind":"Name","value":"markPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"markIv"}},{"kind":"Field","name":{"kind":"Name","value":"greeks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"delta"}},{"kind":"Field","name":{"kind":"Name","value":"gamma"}},{"kind":"Field","name":{"kind":"Name","value":"vega"}},{"kind":"Field","name":{"kind":"Name","value":"theta"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}}]}},{"kind":"Field","name":{"kind":"Name","value":"quoteIvOrigin"}},{"kind":"Field","name":{"kind":"Name","value":"openInterestCoin"}},{"kind":"Field","name":{"kind":"Name","value":"volume24hCoin"}}]}}]} as unknown as DocumentNode<ChainUpdatesSubscription, ChainUpdatesSubscriptionVariables>;
export const PerformanceUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"PerformanceUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"performance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"account"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}},{"kind":"Argument","name":{"kind":"Name","value":"minIntervalMs"},"value":{"kind":"IntValue","value":"250"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"accountValueUsd"}},{"kind":"Field","name":{"kind":"Name","value":"sampleIntervalSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"resetAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PerformanceFigures_Performance"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PerformanceFigures_Performance"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Performance"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accountValueUsd"}},{"kind":"Field","name":{"kind":"Name","value":"cashUsd"}},{"kind":"Field","name":{"kind":"Name","value":"netDepositsUsd"}},{"kind":"Field","name":{"kind":"Name","value":"totalReturnPct"}},{"kind":"Field","name":{"kind":"Name","value":"realizedPnlUsd"}},{"kind":"Field","name":{"kind":"Name","value":"unrealizedPnlUsd"}},{"kind":"Field","name":{"kind":"Name","value":"feesUsd"}},{"kind":"Field","name":{"kind":"Name","value":"fundingUsd"}},{"kind":"Field","name":{"kind":"Name","value":"sharpe"}},{"kind":"Field","name":{"kind":"Name","value":"sortino"}},{"kind":"Field","name":{"kind":"Name","value":"samples"}},{"kind":"Field","name":{"kind":"Name","value":"samplesNeeded"}},{"kind":"Field","name":{"kind":"Name","value":"maxDrawdownPct"}},{"kind":"Field","name":{"kind":"Name","value":"currentDrawdownPct"}},{"kind":"Field","name":{"kind":"Name","value":"cagrPct"}},{"kind":"Field","name":{"kind":"Name","value":"calmar"}},{"kind":"Field","name":{"kind":"Name","value":"winRatePct"}},{"kind":"Field","name":{"kind":"Name","value":"profitFactor"}},{"kind":"Field","name":{"kind":"Name","value":"expectancyUsd"}},{"kind":"Field","name":{"kind":"Name","value":"averageWinUsd"}},{"kind":"Field","name":{"kind":"Name","value":"averageLossUsd"}},{"kind":"Field","name":{"kind":"Name","value":"exposurePct"}},{"kind":"Field","name":{"kind":"Name","value":"timeFlatPct"}},{"kind":"Field","name":{"kind":"Name","value":"feeSharePct"}},{"kind":"Field","name":{"kind":"Name","value":"trades"}},{"kind":"Field","name":{"kind":"Name","value":"openPositions"}},{"kind":"Field","name":{"kind":"Name","value":"longTrades"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trades"}},{"kind":"Field","name":{"kind":"Name","value":"won"}},{"kind":"Field","name":{"kind":"Name","value":"pnlUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shortTrades"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trades"}},{"kind":"Field","name":{"kind":"Name","value":"won"}},{"kind":"Field","name":{"kind":"Name","value":"pnlUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"calibration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromConfidence"}},{"kind":"Field","name":{"kind":"Name","value":"toConfidence"}},{"kind":"Field","name":{"kind":"Name","value":"decided"}},{"kind":"Field","name":{"kind":"Name","value":"won"}},{"kind":"Field","name":{"kind":"Name","value":"winRatePct"}}]}}]}}]} as unknown as DocumentNode<PerformanceUpdatesSubscription, PerformanceUpdatesSubscriptionVariables>;
export const PositionsUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"PositionsUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"positions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"account"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}},{"kind":"Argument","name":{"kind":"Name","value":"minIntervalMs"},"value":{"kind":"IntValue","value":"250"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"positions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PositionRow_Position"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PositionRow_Position"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Position"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"side"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"leverage"}},{"kind":"Field","name":{"kind":"Name","value":"entryPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"markPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"markDoubted"}},{"kind":"Field","name":{"kind":"Name","value":"notionalUsd"}},{"kind":"Field","name":{"kind":"Name","value":"pnlUsd"}},{"kind":"Field","name":{"kind":"Name","value":"pnlPct"}},{"kind":"Field","name":{"kind":"Name","value":"liquidationPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"greeks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deltaCoin"}},{"kind":"Field","name":{"kind":"Name","value":"gamma"}},{"kind":"Field","name":{"kind":"Name","value":"vegaUsd"}},{"kind":"Field","name":{"kind":"Name","value":"thetaUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exitPlan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profitTargetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"stopLossUsd"}},{"kind":"Field","name":{"kind":"Name","value":"trailingStop"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stopPriceUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"invalidation"}},{"kind":"Field","name":{"kind":"Name","value":"invalidationRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"measure"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}}]}}]}}]} as unknown as DocumentNode<PositionsUpdatesSubscription, PositionsUpdatesSubscriptionVariables>;
export const PortfolioUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"PortfolioUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"portfolio"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"account"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}},{"kind":"Argument","name":{"kind":"Name","value":"minIntervalMs"},"value":{"kind":"IntValue","value":"250"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PortfolioTotals_Portfolio"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PortfolioTotals_Portfolio"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Portfolio"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalValueUsd"}},{"kind":"Field","name":{"kind":"Name","value":"cashUsd"}},{"kind":"Field","name":{"kind":"Name","value":"totalDeltaUsd"}},{"kind":"Field","name":{"kind":"Name","value":"totalGammaUsd"}},{"kind":"Field","name":{"kind":"Name","value":"totalVegaUsd"}},{"kind":"Field","name":{"kind":"Name","value":"totalThetaUsd"}},{"kind":"Field","name":{"kind":"Name","value":"marginUsedUsd"}},{"kind":"Field","name":{"kind":"Name","value":"marginAvailableUsd"}},{"kind":"Field","name":{"kind":"Name","value":"maintenanceMarginUsd"}}]}}]} as unknown as DocumentNode<PortfolioUpdatesSubscription, PortfolioUpdatesSubscriptionVariables>;
export const FillsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FillsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fills"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"account"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FillRow_Fill"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FillRow_Fill"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fill"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"side"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"priceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"priceCoin"}},{"kind":"Field","name":{"kind":"Name","value":"feeUsd"}},{"kind":"Field","name":{"kind":"Name","value":"liquidity"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"realizedPnlUsd"}}]}}]} as unknown as DocumentNode<FillsPageQuery, FillsPageQueryVariables>;
export const FillUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FillUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newFill"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"account"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"freshness"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"FillRow_Fill"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FillRow_Fill"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Fill"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"side"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"priceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"priceCoin"}},{"kind":"Field","name":{"kind":"Name","value":"feeUsd"}},{"kind":"Field","name":{"kind":"Name","value":"liquidity"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"realizedPnlUsd"}}]}}]} as unknown as DocumentNode<FillUpdatesSubscription, FillUpdatesSubscriptionVariables>;
export const OrdersPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrdersPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"account"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderRow_Order"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderRow_Order"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"side"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"timeInForce"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"limitPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"limitPriceCoin"}},{"kind":"Field","name":{"kind":"Name","value":"reduceOnly"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"filledCoin"}},{"kind":"Field","name":{"kind":"Name","value":"averageFillPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"cancelReason"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}}]}}]} as unknown as DocumentNode<OrdersPageQuery, OrdersPageQueryVariables>;
export const OrderUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"OrderUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"account"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"change"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderRow_Order"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderRow_Order"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"side"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"timeInForce"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"limitPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"limitPriceCoin"}},{"kind":"Field","name":{"kind":"Name","value":"reduceOnly"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"filledCoin"}},{"kind":"Field","name":{"kind":"Name","value":"averageFillPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"cancelReason"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}}]}}]} as unknown as DocumentNode<OrderUpdatesSubscription, OrderUpdatesSubscriptionVariables>;
export const OpenOrdersUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"OpenOrdersUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openOrders"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"account"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}},{"kind":"Argument","name":{"kind":"Name","value":"minIntervalMs"},"value":{"kind":"IntValue","value":"250"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"orders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"OrderRow_Order"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OrderRow_Order"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Order"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"side"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"timeInForce"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"limitPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"limitPriceCoin"}},{"kind":"Field","name":{"kind":"Name","value":"reduceOnly"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"filledCoin"}},{"kind":"Field","name":{"kind":"Name","value":"averageFillPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"cancelReason"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"placedAt"}}]}}]} as unknown as DocumentNode<OpenOrdersUpdatesSubscription, OpenOrdersUpdatesSubscriptionVariables>;
export const ClosedTradesPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ClosedTradesPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closedTrades"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"account"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ClosedTradeRow_ClosedTrade"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClosedTradeRow_ClosedTrade"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ClosedTrade"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"side"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"entryPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"exitPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"pnlUsd"}},{"kind":"Field","name":{"kind":"Name","value":"feesUsd"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]} as unknown as DocumentNode<ClosedTradesPageQuery, ClosedTradesPageQueryVariables>;
export const ClosedTradeUpdatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ClosedTradeUpdates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newClosedTrade"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"account"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ClosedTradeRow_ClosedTrade"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ClosedTradeRow_ClosedTrade"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ClosedTrade"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"symbol"}},{"kind":"Field","name":{"kind":"Name","value":"side"}},{"kind":"Field","name":{"kind":"Name","value":"quantityCoin"}},{"kind":"Field","name":{"kind":"Name","value":"entryPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"exitPriceUsd"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"pnlUsd"}},{"kind":"Field","name":{"kind":"Name","value":"feesUsd"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]} as unknown as DocumentNode<ClosedTradeUpdatesSubscription, ClosedTradeUpdatesSubscriptionVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const RenewTokenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RenewToken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"renewToken"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<RenewTokenMutation, RenewTokenMutationVariables>;
export const EquityCurveDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EquityCurve"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"points"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"equity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"account"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}},{"kind":"Argument","name":{"kind":"Name","value":"points"},"value":{"kind":"Variable","name":{"kind":"Name","value":"points"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resetAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"time"}},{"kind":"Field","name":{"kind":"Name","value":"accountValueUsd"}}]}}]}}]}}]} as unknown as DocumentNode<EquityCurveQuery, EquityCurveQueryVariables>;