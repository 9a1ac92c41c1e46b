import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { StoredToken } from '../../storage/token-store.js';
import type { Viewer as ViewerModel } from '../../auth/viewer.js';
import type { MarketData as MarketDataModel } from '../../domain/market-data.js';
import type { OptionsChainView, ChainExpiry as ChainExpiryModel, ChainOpenInterest as ChainOpenInterestModel, OptionContract as OptionContractModel, ExpirySummaries, ExpirySummary } from '../../domain/option-chain.js';
import type { InstrumentsModel } from '../modules/instruments/instruments-model.js';
import type { ListedInstrument } from '../../domain/instrument.js';
import type { Candle as CandleModel } from '../../domain/candle.js';
import type { ReplayFacts, PlayableMarket, ReplayOpened as ReplayOpenedModel } from '../../domain/replay.js';
import type { LiveCandle as LiveCandleModel } from '../../history/bars/candle-views.js';
import type { VolatilityPoint as VolatilityPointModel } from '../../domain/volatility.js';
import type { LiveVolatility as LiveVolatilityModel } from '../../history/volatility/volatility-views.js';
import type { AccountList, Account as AccountModel } from '../../domain/account.js';
import type { Performance as PerformanceModel, Equity as EquityModel, DrawnPoint, Leaderboard as LeaderboardModel, LeaderboardEntry as LeaderboardEntryModel } from '../../domain/performance.js';
import type { Positions as PositionsModel, Position as PositionModel } from '../../domain/position.js';
import type { Portfolio as PortfolioModel } from '../../domain/portfolio.js';
import type { Decision as DecisionModel, InvalidationRule as InvalidationRuleModel } from '../../domain/decision.js';
import type { ScoreEvent as ScoreEventModel } from '../../domain/score-event.js';
import type { OpenOrders as OpenOrdersModel, Order as OrderModel } from '../../domain/order.js';
import type { Fill as FillModel } from '../../domain/fill.js';
import type { OrderEvent as OrderEventModel } from '../../domain/order-event.js';
import type { ClosedTrade as ClosedTradeModel } from '../../domain/closed-trade.js';
import type { DecisionPublished as DecisionPublishedModel, PositionsPublished as PositionsPublishedModel, PerformancePublished as PerformancePublishedModel, AccountOpened as AccountOpenedModel, AccountReset as AccountResetModel, AccountClosed as AccountClosedModel, AccountVisibilitySet as AccountVisibilitySetModel, OrderPlaced as OrderPlacedModel, OrderCancelled as OrderCancelledModel, OrdersCancelled as OrdersCancelledModel, ExitsSet as ExitsSetModel, OrderAmended as OrderAmendedModel } from '../../trading/brokerage.js';
import type { GraphqlContext } from '../context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant in UTC as ISO 8601 with milliseconds, for example `2026-12-25T08:00:00.000Z`. Input is RFC 3339 with any offset and any number of fraction digits, of which three count; the seconds, the colon or the minutes of the offset (`+0000`, `+00`), or the whole time of day (then 00:00 UTC) may be left out. Where an expiry is asked for, a day is the expiry that is listed on it in UTC. A leap second, `23:59:60Z` on 30 June or 31 December, is the first second of the next day. The day of an expiry as the exchange writes it, `25DEC26` in any case, is 08:00 UTC of that day. */
  DateTime: { input: number; output: number; }
};

/** A trading account. */
export type Account = {
  readonly __typename?: 'Account';
  /** The agent that trades it. Null when a person or an outside bot does. */
  readonly agent?: Maybe<Scalars['String']['output']>;
  /** When it was closed for good with `closeAccount`, by the server's clock. Null while it is open. */
  readonly closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it has held a position since it was opened or last reset. Of a PUBLISHED account: whether its owner has ever published an open position, or a performance with closed trades. */
  readonly hasTraded: Scalars['Boolean']['output'];
  /** Stable identifier, used as the `account` argument. An agent has an account for each source of prices: `momentum` in the simulated market, `momentum-deribit` and `momentum-replay` with the other feeds. */
  readonly id: Scalars['ID']['output'];
  /** Who keeps its books. */
  readonly kind: AccountKind;
  /** Name for people. */
  readonly name: Scalars['String']['output'];
  /** When it was opened, by the server's clock. */
  readonly openedAt: Scalars['DateTime']['output'];
  /** When it was last reset, by the server's clock. Null when never. */
  readonly resetAt?: Maybe<Scalars['DateTime']['output']>;
  /** How often it was reset with `resetAccount`. */
  readonly resets: Scalars['Int']['output'];
  /** Where the prices that value it come from, or PUBLISHED when its owner reports the numbers. */
  readonly source: DataSource;
  /** Who may see the account, and all that it does and did. `setAccountVisibility` changes it. */
  readonly visibility: AccountVisibility;
};

/** The account was closed. */
export type AccountClosed = {
  readonly __typename?: 'AccountClosed';
  /** The account as it was when this was first answered. */
  readonly account: Account;
  /** What its positions were closed with. */
  readonly fills: ReadonlyArray<Fill>;
  /** The orders that waited and were cancelled. At most 200. */
  readonly orders: ReadonlyArray<Order>;
};

/** There is an account of this id already. */
export type AccountExists = Refusal & {
  readonly __typename?: 'AccountExists';
  /** The account. */
  readonly account: Account;
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
};

/** The account was closed, for good. */
export type AccountIsClosed = Refusal & {
  readonly __typename?: 'AccountIsClosed';
  /** When it was closed, by the server's clock. */
  readonly closedAt: Scalars['DateTime']['output'];
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
};

/** Who keeps an account's books. */
export type AccountKind =
  /** We do: orders fill here against the live bid and ask, with fees and funding; no real money. */
  | 'PAPER'
  /** Its owner does, and publishes the results. */
  | 'PUBLISHED';

/** The account was opened. */
export type AccountOpened = {
  readonly __typename?: 'AccountOpened';
  /** The account. */
  readonly account: Account;
};

/** The account was reset. */
export type AccountReset = {
  readonly __typename?: 'AccountReset';
  /** The account as it was when this was first answered. */
  readonly account: Account;
  /** The instruments whose positions were dropped. */
  readonly droppedSymbols: ReadonlyArray<Scalars['String']['output']>;
  /** The orders that waited and were cancelled. At most 200. */
  readonly orders: ReadonlyArray<Order>;
};

/** Who may see an account, its decisions, orders, fills, trades and figures. */
export type AccountVisibility =
  /** Those with the scope `account:read:<id>`. For all others it is as if there were no such account. */
  | 'PRIVATE'
  /** Everybody who may ask this server. */
  | 'PUBLIC';

/** The account has the visibility that was asked for. */
export type AccountVisibilitySet = {
  readonly __typename?: 'AccountVisibilitySet';
  /** The account as it was when this was first answered. */
  readonly account: Account;
};

/** The trading accounts that the caller may see, at one moment. */
export type Accounts = {
  readonly __typename?: 'Accounts';
  /** In the order in which they were opened, those of the configured agents first; closed ones included. */
  readonly accounts: ReadonlyArray<Account>;
  /** Counts the changes of these accounts since the server started: one was opened, reset or closed, held its first position, or became private or public. */
  readonly seq: Scalars['Int']['output'];
};

/** The account belongs to a built-in agent. */
export type AgentAccount = Refusal & {
  readonly __typename?: 'AgentAccount';
  /** The agent. */
  readonly agent: Scalars['String']['output'];
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
};

/** Other terms of an open order. What is left out stays; at least one has to be given. */
export type AmendOrderInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: InputMaybe<Scalars['ID']['input']>;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Limit in the coin, above 0, at most 1e9: for orders on inverse options. */
  readonly limitPriceCoin?: InputMaybe<Scalars['Float']['input']>;
  /** Limit in USD, above 0, at most 1e12: for orders on perpetuals and linear options. */
  readonly limitPriceUsd?: InputMaybe<Scalars['Float']['input']>;
  /** The order's id. */
  readonly orderId: Scalars['ID']['input'];
  /** Quantity in the coin with what was filled already, above 0 and above that, at most 1e15 and 8 decimals, and worth at most 1e12 USD (of an option its underlying). What is not filled is taken to whole lots as in `placeOrder`. At most one of this and `quantityUsd`; without either the coins stay. */
  readonly quantityCoin?: InputMaybe<Scalars['Float']['input']>;
  /** Quantity in USD with what was filled already at its prices, above 0 and above that, at most 1e12 and a multiple of the lot, of instruments whose `amountUnit` is USD. */
  readonly quantityUsd?: InputMaybe<Scalars['Float']['input']>;
};

/** What amending an order came to. */
export type AmendOrderResult = AccountIsClosed | InstrumentHalted | InsufficientMargin | MarketClosed | NoQuote | NotEnoughOffered | NothingLeft | NothingToReduce | OffStep | OrderAmended | OrderNotOpen | OutOfBounds | StalePrice | TooManyOrders | UnknownInstrument | WrongAccountKind | WrongExit | WrongUnit;

/** Decisions of one tenth of confidence, and how they came out. */
export type CalibrationBucket = {
  readonly __typename?: 'CalibrationBucket';
  /** Decisions with such a confidence of which all that they entered was closed. */
  readonly decided: Scalars['Int']['output'];
  /** Lowest confidence of the tenth, itself included. */
  readonly fromConfidence: Scalars['Float']['output'];
  /** Highest confidence of the tenth, not included. The last tenth includes 1. */
  readonly toConfidence: Scalars['Float']['output'];
  /** `won` in percent of `decided`. Null while there is none. */
  readonly winRatePct?: Maybe<Scalars['Float']['output']>;
  /** How many of them made money after fees and funding. */
  readonly won: Scalars['Int']['output'];
};

/** An order to cancel. */
export type CancelOrderInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: InputMaybe<Scalars['ID']['input']>;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The order's id. */
  readonly orderId: Scalars['ID']['input'];
};

/** What cancelling an order came to. */
export type CancelOrderResult = AccountIsClosed | OrderCancelled | OrderNotOpen | WrongAccountKind;

/** Which orders to cancel. */
export type CancelOrdersInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: InputMaybe<Scalars['ID']['input']>;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The exchange's name of an instrument, 1 to 64 characters. Left out: all. */
  readonly symbol?: InputMaybe<Scalars['String']['input']>;
};

/** What cancelling orders came to. */
export type CancelOrdersResult = AccountIsClosed | OrdersCancelled | WrongAccountKind;

/**
 * What a value was over an interval of time: the first, the highest, the lowest and the last of its ticks.
 *
 * A tick is a value that the source says at a time of its own (the clock of the exchange), or confirms. It counts when it is
 * believed, as `marketData` and `optionsChain` say, and when it is later than the tick before. Intervals are half-open and start
 * at multiples of their length since 1970 in UTC, so days begin at 00:00 UTC. A candle has the ticks with `from` ≤ time < `to`,
 * whichever interval was asked for: an hour has the first, highest, lowest and last value of its minutes. An interval without a tick
 * has no candle.
 */
export type Candle = {
  readonly __typename?: 'Candle';
  /** The last tick, in the candles' `unit`; while the candle is not final, the newest. */
  readonly close: Scalars['Float']['output'];
  /** True when no tick can change it any more: a later tick came at or after `to`, the clock of the market is a minute past `to`, or the option has expired. */
  readonly final: Scalars['Boolean']['output'];
  /** When the interval begins. Ticks of this time are in it. */
  readonly from: Scalars['DateTime']['output'];
  /** The highest tick, in the candles' `unit`. */
  readonly high: Scalars['Float']['output'];
  /** The lowest tick, in the candles' `unit`. */
  readonly low: Scalars['Float']['output'];
  /** How many minutes of the interval have a tick. Fewer than the interval has: the source was not heard in the others. Null for intervals below a minute. */
  readonly minutes?: Maybe<Scalars['Int']['output']>;
  /** The first tick, in the candles' `unit`. */
  readonly open: Scalars['Float']['output'];
  /** When the interval ends. Ticks of this time are in the next one. */
  readonly to: Scalars['DateTime']['output'];
};

/** A page of candles (Relay connection), newest first. */
export type CandleConnection = {
  readonly __typename?: 'CandleConnection';
  /** The page. */
  readonly edges: ReadonlyArray<CandleEdge>;
  /** Where the page stands in the whole. */
  readonly pageInfo: PageInfo;
  /** Where their ticks come from. */
  readonly source: DataSource;
  /** In what their prices are. */
  readonly unit: CandleUnit;
  /** What the candles are made of. */
  readonly value: CandleValue;
};

/** A candle and its place in the connection. */
export type CandleEdge = {
  readonly __typename?: 'CandleEdge';
  /** Cursor for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The candle. */
  readonly node: Candle;
};

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

/** In what the prices of candles are. */
export type CandleUnit =
  /** The currency of the instrument, for example BTC: the unit of inverse options. */
  | 'COIN'
  /** A fraction of one per year, of the volatility index: 0.45 is 45 %. */
  | 'FRACTION'
  /** United States dollars. */
  | 'USD';

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

/** One expiry of a chain, whichever of its contracts are shown. */
export type ChainExpiry = {
  readonly __typename?: 'ChainExpiry';
  /** The newest exchange time among the values of this expiry. Null while nothing but the listing is known. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Mark IV at the money as a fraction per year, as `atmIv` of the chain. Null when unknown. */
  readonly atmIv?: Maybe<Scalars['Float']['output']>;
  /** The listed strike nearest the forward in USD, as `atmStrikeUsd` of the chain. Null when unknown. */
  readonly atmStrikeUsd?: Maybe<Scalars['Float']['output']>;
  /** How many contracts this expiry lists, whatever the filters. */
  readonly contractCount: Scalars['Int']['output'];
  /** Days from `asOf` to the expiry, with fraction. Null while `asOf` is. */
  readonly daysToExpiry?: Maybe<Scalars['Float']['output']>;
  /** When the options expire; on Deribit always 08:00 UTC. */
  readonly expiry: Scalars['DateTime']['output'];
  /** The expiry as exchanges write it, for example `25DEC26`. */
  readonly expiryLabel: Scalars['String']['output'];
  /** STALE while a quote, a mark or the forward of this expiry is STALE. */
  readonly freshness: Freshness;
  /** Open interest over all contracts of this expiry, whatever the filters. */
  readonly openInterest: ChainOpenInterest;
  /** Whether the forward is being heard; while STALE no option of the expiry fills. */
  readonly underlyingFreshness: Freshness;
  /** The forward price in USD, as `underlyingPriceUsd` of the chain. Null when unknown. */
  readonly underlyingPriceUsd?: Maybe<Scalars['Float']['output']>;
};

/** Open interest over all contracts of an expiry. */
export type ChainOpenInterest = {
  readonly __typename?: 'ChainOpenInterest';
  /** Of all calls, in the coin. Null when the exchange gave none. */
  readonly callsCoin?: Maybe<Scalars['Float']['output']>;
  /** The most of one contract, in the coin: the scale of bars. Null when the exchange gave none. */
  readonly largestCoin?: Maybe<Scalars['Float']['output']>;
  /** Puts over calls. Null when either is unknown or there are no calls. */
  readonly putCallRatio?: Maybe<Scalars['Float']['output']>;
  /** Of all puts, in the coin. Null when the exchange gave none. */
  readonly putsCoin?: Maybe<Scalars['Float']['output']>;
};

/** Closing an account needs only a key. */
export type CloseAccountInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: InputMaybe<Scalars['ID']['input']>;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What closing an account came to. */
export type CloseAccountResult = AccountClosed | AccountIsClosed | AgentAccount | PositionsLeft | WrongAccountKind;

/** A position from flat to flat, or to the other side. */
export type ClosedTrade = {
  readonly __typename?: 'ClosedTrade';
  /** The account. */
  readonly account: Account;
  /** When it was closed, by the clock of the market. */
  readonly closedAt: Scalars['DateTime']['output'];
  /** Average entry price in USD, fees not included. */
  readonly entryPriceUsd: Scalars['Float']['output'];
  /** Average exit price in USD, fees not included. */
  readonly exitPriceUsd: Scalars['Float']['output'];
  /** Fees in USD, in `pnlUsd` already; negative when rebates are more than fees. */
  readonly feesUsd: Scalars['Float']['output'];
  /** Funding received (positive) or paid (negative) in USD, in `pnlUsd` already. */
  readonly fundingUsd: Scalars['Float']['output'];
  /** Identifier, unique over all accounts and restarts; also the cursor after which `newClosedTrade` resumes. */
  readonly id: Scalars['ID']['output'];
  /** When it was opened, by the clock of the market. */
  readonly openedAt: Scalars['DateTime']['output'];
  /** What ended it. */
  readonly outcome: DecisionOutcome;
  /** What it made after fees and funding, in USD. */
  readonly pnlUsd: Scalars['Float']['output'];
  /** All of the quantity that was closed, in the coin. */
  readonly quantityCoin: Scalars['Float']['output'];
  /** When its end was committed to the journal, by the server's clock. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Counts the closed trades of this account since it was opened. */
  readonly seq: Scalars['Int']['output'];
  /** Long or short. */
  readonly side: PositionSide;
  /** Where its prices come from. */
  readonly source: DataSource;
  /** The exchange's name of the instrument. */
  readonly symbol: Scalars['String']['output'];
};

/** A page of closed trades (Relay connection), newest first. */
export type ClosedTradeConnection = {
  readonly __typename?: 'ClosedTradeConnection';
  /** The page. */
  readonly edges: ReadonlyArray<ClosedTradeEdge>;
  /** Where the page stands in the whole. */
  readonly pageInfo: PageInfo;
};

/** A closed trade and its place in the connection. */
export type ClosedTradeEdge = {
  readonly __typename?: 'ClosedTradeEdge';
  /** Cursor for `after`; the closed trade's id. */
  readonly cursor: Scalars['String']['output'];
  /** The closed trade. */
  readonly node: ClosedTrade;
};

/** Above or below. */
export type Comparison =
  /** Greater than the value. */
  | 'ABOVE'
  /** Less than the value. */
  | 'BELOW';

/** What a replay is to do. What is left out stays as it is. */
export type ControlReplayInput = {
  /** True: it goes on as fast as it is read. False, without `speed`: at the speed 1. */
  readonly asFastAsRead?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether it begins again when it comes to its end. */
  readonly loop?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: it stands still. False: it goes on. */
  readonly paused?: InputMaybe<Scalars['Boolean']['input']>;
  /** Where it goes, from `from` to `to` of the replay, back or forth. In a hole it stands as it was when the hole began, with what is STALE by then. The streams on it go on. The `seq` of a state never goes back. Decisions, orders, fills and closed trades come again where they are played again, with the `id` and the `seq` that they have. */
  readonly position?: InputMaybe<Scalars['DateTime']['input']>;
  /** The id of one of `replays`. */
  readonly replay: Scalars['ID']['input'];
  /** How many times as fast as time it goes on, 0.1 to 1,000. With `asFastAsRead: true` it fails with INVALID_INPUT. */
  readonly speed?: InputMaybe<Scalars['Float']['input']>;
};

/** Where numbers come from. */
export type DataSource =
  /** Received from the Deribit exchange. */
  | 'DERIBIT'
  /** Reported by the owner of the account, not computed here. */
  | 'PUBLISHED'
  /** Played from a recording, of whatever source: by the feed, or in a replay. `asOf` is the time of the recording. */
  | 'REPLAY'
  /** Made by the built-in market simulation; no exchange is involved. */
  | 'SIMULATED';

/** What an agent decided at one moment, and what became of it. */
export type Decision = LivePayload & {
  readonly __typename?: 'Decision';
  /** The account. */
  readonly account: Account;
  /** What to do. */
  readonly action: DecisionAction;
  /** When it was decided, by the clock of the market. Never null; of the type of `LivePayload`. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** When all of it was closed, by the clock of the market. Null until then. */
  readonly closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The agent's own confidence from 0 to 1. Null when it gave none. */
  readonly confidence?: Maybe<Scalars['Float']['output']>;
  /** Why it was not carried out. Null when it was. */
  readonly error?: Maybe<Scalars['String']['output']>;
  /** True when it was carried out in full; a HOLD is, unless the agent failed to decide. */
  readonly executed: Scalars['Boolean']['output'];
  /** Fee of the fill in USD, negative for a rebate. Null when nothing was filled. */
  readonly feeUsd?: Maybe<Scalars['Float']['output']>;
  /** Average price of the fill in USD. Null when nothing was filled. */
  readonly fillPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Whether those prices were being heard when it was decided. */
  readonly freshness: Freshness;
  /** Identifier, unique over all accounts and restarts; also the cursor after which `newDecision` resumes. */
  readonly id: Scalars['ID']['output'];
  /** The condition, in words, under which the idea no longer holds. Null when not set. */
  readonly invalidation?: Maybe<Scalars['String']['output']>;
  /** The part of `invalidation` that the engine watches. Null when there is none. */
  readonly invalidationRule?: Maybe<InvalidationRule>;
  /** Leverage it wanted. Null when nothing is traded. */
  readonly leverage?: Maybe<Scalars['Float']['output']>;
  /** The model or rule that decided. */
  readonly model: Scalars['String']['output'];
  /** How what it entered came to its end: OPEN until all of it is closed. Null when it entered nothing, and for published decisions. The event of `newDecision` has it as it was then; `decisionScored` tells what becomes of it, and `decisions` what it is now. */
  readonly outcome?: Maybe<DecisionOutcome>;
  /** What the quantity that it entered has made so far where it was closed (first in, first out), after fees and funding, in USD. Null when it entered nothing, or nothing of it was closed yet. */
  readonly pnlUsd?: Maybe<Scalars['Float']['output']>;
  /** Profit target in USD. Null when not set. */
  readonly profitTargetUsd?: Maybe<Scalars['Float']['output']>;
  /** Quantity in the coin that it wanted traded. Null when nothing is. */
  readonly quantityCoin?: Maybe<Scalars['Float']['output']>;
  /** `pnlUsd` over what the way from its entry to its stop would have cost: 1 is as much won as was at risk. Null without a stop, and until all of it is closed. */
  readonly rMultiple?: Maybe<Scalars['Float']['output']>;
  /** Why, with the numbers it used. */
  readonly reasoning: Scalars['String']['output'];
  /** When it was committed to the journal, by the server's clock. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Counts the decisions of this account since it was opened. */
  readonly seq: Scalars['Int']['output'];
  /** Where the prices it was based on come from. */
  readonly source: DataSource;
  /** Stop loss in USD. Null when not set. */
  readonly stopLossUsd?: Maybe<Scalars['Float']['output']>;
  /** The instrument it is about. */
  readonly symbol: Scalars['String']['output'];
};

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

/** A page of decisions (Relay connection), newest first. */
export type DecisionConnection = {
  readonly __typename?: 'DecisionConnection';
  /** The page. */
  readonly edges: ReadonlyArray<DecisionEdge>;
  /** Where the page stands in the whole. */
  readonly pageInfo: PageInfo;
};

/** A decision and its place in the connection. */
export type DecisionEdge = {
  readonly __typename?: 'DecisionEdge';
  /** Cursor for `after`; the decision's id. */
  readonly cursor: Scalars['String']['output'];
  /** The decision. */
  readonly node: Decision;
};

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

/** The decision was committed. */
export type DecisionPublished = {
  readonly __typename?: 'DecisionPublished';
  /** The decision with its id. */
  readonly decision: Decision;
};

/** The price at which an expired option was delivered. */
export type Delivery = {
  readonly __typename?: 'Delivery';
  /** Where it comes from. */
  readonly origin: DeliveryOrigin;
  /** The delivery price of the index in USD, from which the payoff follows. */
  readonly priceUsd: Scalars['Float']['output'];
};

/** Where a delivery price comes from. */
export type DeliveryOrigin =
  /** The time-weighted mean of the index over the last 30 minutes before the expiry. Each price counts until the next one, but not when the next one came more than a minute later. It needs ten minutes of index, or an index up to the expiry. */
  | 'AVERAGE'
  /** Told by the exchange. */
  | 'EXCHANGE'
  /** The first index after the expiry. It is used when there was too little index for the mean, and the exchange gave no price within ten minutes of live market. */
  | 'LATE';

/** Account value over a span of time. */
export type Equity = {
  readonly __typename?: 'Equity';
  /** The account. */
  readonly account: Account;
  /** The deepest `drawdownPct` of the span, also of samples that are not among the points. Null while no peak is positive. `Performance.maxDrawdownPct` may be deeper: it counts each mark since the books began, not each sample. */
  readonly maxDrawdownPct?: Maybe<Scalars['Float']['output']>;
  /** The points, oldest first; gaps in the marks are gaps here. */
  readonly points: ReadonlyArray<EquityPoint>;
};

/** Account value at a time. */
export type EquityPoint = {
  readonly __typename?: 'EquityPoint';
  /** Account value in USD. */
  readonly accountValueUsd: Scalars['Float']['output'];
  /** How far the account value is below its running peak, in percent of the peak: 0 or positive. The peak is the highest sample up to this time since the books began, also before `from`. It is exact for the newest 4,000 samples. Of older times bars of 10, 100 and 1,000 samples are kept: there the fall of a low that came before the high of its own bar is what is known at least. Null while the peak is not positive. */
  readonly drawdownPct?: Maybe<Scalars['Float']['output']>;
  /** Time of the sample, by the clock of the market. */
  readonly time: Scalars['DateTime']['output'];
};

/** How a position is meant to end. */
export type ExitPlan = {
  readonly __typename?: 'ExitPlan';
  /** The condition, in words, under which the idea no longer holds. Null when not set. */
  readonly invalidation?: Maybe<Scalars['String']['output']>;
  /** The part of `invalidation` that the engine watches. Null when there is none. */
  readonly invalidationRule?: Maybe<InvalidationRule>;
  /** Price in USD at which to take the profit. Null when not set. */
  readonly profitTargetUsd?: Maybe<Scalars['Float']['output']>;
  /** Price in USD at which to cut the loss. Null when not set. */
  readonly stopLossUsd?: Maybe<Scalars['Float']['output']>;
  /** The stop that follows the mark price. Null when not set, and for published positions. */
  readonly trailingStop?: Maybe<TrailingStop>;
};

/** The position has these exits from now on. */
export type ExitsSet = {
  readonly __typename?: 'ExitsSet';
  /** How the position is meant to end. Null when nothing of it is left. */
  readonly exitPlan?: Maybe<ExitPlan>;
  /** The exchange's name of the instrument. */
  readonly symbol: Scalars['String']['output'];
};

/** The listed expiries of one currency, at one moment. */
export type Expiries = LivePayload & {
  readonly __typename?: 'Expiries';
  /** The market's newest exchange time, from which the days to each expiry count. Null while nothing has been received. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The currency, for example `BTC`. */
  readonly currency: Scalars['String']['output'];
  /** The listed expiries, nearest first. */
  readonly expiries: ReadonlyArray<Expiry>;
  /** STALE while the forward of an expiry is STALE (see `underlyingFreshness`), and while `asOf` is null. While no expiry is listed, it is the freshness of the currency's market data. */
  readonly freshness: Freshness;
  /** Counts the changes of this currency's expiries since the server started. */
  readonly seq: Scalars['Int']['output'];
  /** Where the numbers come from. */
  readonly source: DataSource;
};

/** A listed expiry. */
export type Expiry = {
  readonly __typename?: 'Expiry';
  /** Mark IV at the money as a fraction per year, as `atmIv` of the chain. Null when unknown. */
  readonly atmIv?: Maybe<Scalars['Float']['output']>;
  /** How many contracts are listed. */
  readonly contractCount: Scalars['Int']['output'];
  /** Days from the market's newest exchange time to the expiry, with fraction. Null while nothing has been received. */
  readonly daysToExpiry?: Maybe<Scalars['Float']['output']>;
  /** When the options expire. */
  readonly expiry: Scalars['DateTime']['output'];
  /** The expiry as exchanges write it, for example `25DEC26`. */
  readonly expiryLabel: Scalars['String']['output'];
  /** Whether the forward is being heard. */
  readonly underlyingFreshness: Freshness;
  /** The forward price in USD. Null when unknown. */
  readonly underlyingPriceUsd?: Maybe<Scalars['Float']['output']>;
};

/** How subscriptions are served: those that are the same operation form a group, for which each event is executed and serialized once. Counts are whole numbers since the start of this process, unless they say 'at present'. */
export type FanoutStatus = {
  readonly __typename?: 'FanoutStatus';
  /** Bytes written for subscriptions: messages of WebSockets after compression, answers to queries there included, and the JSON of events sent over SSE. */
  readonly bytes: Scalars['Float']['output'];
  /** Connections ended because their reader was too slow. */
  readonly closedAsSlow: Scalars['Float']['output'];
  /** States that a subscriber skipped because a newer one came before it could be written to. */
  readonly conflated: Scalars['Float']['output'];
  /** Events handed to subscribers. */
  readonly deliveries: Scalars['Float']['output'];
  /** Events executed and serialized. */
  readonly events: Scalars['Float']['output'];
  /** Groups at present. */
  readonly groups: Scalars['Int']['output'];
  /** Subscriptions in them at present. */
  readonly members: Scalars['Int']['output'];
  /** Events that wait for subscribers at present. */
  readonly queueDepth: Scalars['Int']['output'];
};

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

/** The market feed's state. */
export type FeedStatus = {
  readonly __typename?: 'FeedStatus';
  /** Currencies it carries: the allowed values of every `currency` argument. */
  readonly currencies: ReadonlyArray<Scalars['String']['output']>;
  /** What went wrong last, in words. Null while nothing has. */
  readonly detail?: Maybe<Scalars['String']['output']>;
  /** STALE when any currency's market data is. */
  readonly freshness: Freshness;
  /** When the last event was received, by this server's clock. Null before the first. */
  readonly lastReceivedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Which feed: `simulated`, `deribit` or `replay`. */
  readonly name: Scalars['String']['output'];
  /** When it tries its source again, by this server's clock. Null while it does not wait for that: it delivers, is trying at the moment, or has ended. */
  readonly nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** The recording that it plays, and what of it is left out. Null for a feed that plays none. */
  readonly recording?: Maybe<Recording>;
  /** When `state` began, by this server's clock; attempts that fail one after the other are one state. */
  readonly since: Scalars['DateTime']['output'];
  /** What its numbers are marked with. */
  readonly source: DataSource;
  /** What it is doing. */
  readonly state: FeedState;
};

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

/** A trade that took place. */
export type Fill = LivePayload & {
  readonly __typename?: 'Fill';
  /** The account. */
  readonly account: Account;
  /** When it took place, by the clock of the market. Never null; of the type of `LivePayload`. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The decision behind the order. Null when there is none. */
  readonly decisionId?: Maybe<Scalars['ID']['output']>;
  /** What an expired option was delivered at. Null of every other fill. */
  readonly delivery?: Maybe<Delivery>;
  /** Fee in USD by the exchange's schedule; negative for a rebate. Never null; of the same type as in `Decision`. */
  readonly feeUsd?: Maybe<Scalars['Float']['output']>;
  /** Whether that price was being heard: STALE only for a delivery at expiry. */
  readonly freshness: Freshness;
  /** Identifier, unique over all accounts and restarts; also the cursor after which `newFill` resumes. */
  readonly id: Scalars['ID']['output'];
  /** Who took part in it. */
  readonly liquidity: Liquidity;
  /** The order that it fills. */
  readonly orderId: Scalars['ID']['output'];
  /** Premium in the coin, of an inverse option. Null otherwise, and for a delivery. */
  readonly priceCoin?: Maybe<Scalars['Float']['output']>;
  /** Price in USD; of an inverse option the premium in the coin times the forward at that moment. */
  readonly priceUsd: Scalars['Float']['output'];
  /** Quantity in the coin. Never null; of the same type as in `Decision`, so that both can be selected together. */
  readonly quantityCoin?: Maybe<Scalars['Float']['output']>;
  /** PnL of the quantity that it closed, before fees and funding, in USD; 0 when it closed none. Never null; of the same type as in `Performance`. */
  readonly realizedPnlUsd?: Maybe<Scalars['Float']['output']>;
  /** What brought it about. */
  readonly reason: FillReason;
  /** When it was committed to the journal, by the server's clock. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Counts the fills of this account since it was opened. */
  readonly seq: Scalars['Int']['output'];
  /** Bought or sold. */
  readonly side: OrderSide;
  /** Where its price comes from. */
  readonly source: DataSource;
  /** The exchange's name of the instrument. */
  readonly symbol: Scalars['String']['output'];
};

/** A page of fills (Relay connection), newest first. */
export type FillConnection = {
  readonly __typename?: 'FillConnection';
  /** The page. */
  readonly edges: ReadonlyArray<FillEdge>;
  /** Where the page stands in the whole. */
  readonly pageInfo: PageInfo;
};

/** A fill and its place in the connection. */
export type FillEdge = {
  readonly __typename?: 'FillEdge';
  /** Cursor for `after`; the fill's id. */
  readonly cursor: Scalars['String']['output'];
  /** The fill. */
  readonly node: Fill;
};

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

/** Black-76 sensitivities of one contract (one unit of the coin), in Deribit's conventions: zero interest, ACT/365, time rounded to whole minutes. */
export type Greeks = {
  readonly __typename?: 'Greeks';
  /** Change of the USD premium per 1 USD of the forward: N(d1) for a call, N(d1) − 1 for a put. Not premium-adjusted. 5 decimals. */
  readonly delta: Scalars['Float']['output'];
  /** Change of delta per 1 USD of the forward. The exchange publishes 5 decimals; the model's value has 8. */
  readonly gamma: Scalars['Float']['output'];
  /** Who calculated them. */
  readonly origin: ValueOrigin;
  /** USD per one percent of interest (0.01). */
  readonly rho: Scalars['Float']['output'];
  /** USD per day; never more than the premium or the days left allow (Deribit's convention). */
  readonly theta: Scalars['Float']['output'];
  /** USD per one volatility point (0.01 of IV). */
  readonly vega: Scalars['Float']['output'];
};

/** A span within what is recorded, of which nothing is. */
export type HistoryHole = {
  readonly __typename?: 'HistoryHole';
  /** Events that were heard in it and not recorded. 0: nobody listened, as while the server was stopped. */
  readonly droppedEvents: Scalars['Float']['output'];
  /** The last recorded time before it, by the clock of the server. */
  readonly from: Scalars['DateTime']['output'];
  /** The first recorded time after it, by the clock of the server. */
  readonly to: Scalars['DateTime']['output'];
};

/** What is recorded of the feed's market. Simulated markets of other seeds, and other exchanges, have histories of their own. */
export type HistoryStatus = {
  readonly __typename?: 'HistoryStatus';
  /** Bytes kept of what accounts were before, compressed, of all accounts. Null until they are counted, a minute after the start, and when nothing is kept of that. */
  readonly accountBytes?: Maybe<Scalars['Float']['output']>;
  /** Bytes kept of this market, compressed; 0 when recording is off. */
  readonly bytes: Scalars['Float']['output'];
  /** Events that were heard and not recorded since this process started. */
  readonly droppedEvents: Scalars['Float']['output'];
  /** The first recorded time, by this server's clock. Null while nothing is recorded, and when recording is off. */
  readonly from?: Maybe<Scalars['DateTime']['output']>;
  /** Spans between `from` and `to` of which nothing is recorded: the newest 20, the oldest of them first. */
  readonly holes: ReadonlyArray<HistoryHole>;
  /** How many bytes may be kept of what accounts were before. Beyond that the oldest are removed; what each account was last stays. 0 when nothing is kept of that. */
  readonly maxAccountBytes: Scalars['Float']['output'];
  /** How many bytes may be kept of all markets. Beyond that the oldest are removed. 0 when recording is off. */
  readonly maxBytes: Scalars['Float']['output'];
  /** Whether the market is being recorded, and if not, why. */
  readonly state: RecordingState;
  /** The last recorded time, by this server's clock. Null when `from` is. It is half a second old, or older while the feed is silent. */
  readonly to?: Maybe<Scalars['DateTime']['output']>;
};

/** A perpetual future or an option, as the exchange lists it. What the exchange did not tell is null, and orders are not held to it. */
export type Instrument = {
  readonly __typename?: 'Instrument';
  /** Unit of `lotSize` and `minOrderSize`: USD for inverse perpetuals, the coin for everything else. Orders in the former may be in `quantityUsd`. */
  readonly amountUnit: InstrumentUnit;
  /** Size of one contract, in `amountUnit`. Null when not told. */
  readonly contractSize?: Maybe<Scalars['Float']['output']>;
  /** The currency, for example `BTC`. */
  readonly currency: Scalars['String']['output'];
  /** When it expires. Null of a perpetual. */
  readonly expiry?: Maybe<Scalars['DateTime']['output']>;
  /** Which of the two it is. */
  readonly kind: InstrumentKind;
  /** Amounts are multiples of it, in `amountUnit`. Null when not told. */
  readonly lotSize?: Maybe<Scalars['Float']['output']>;
  /** The exchange's fee for who was in the book first, as a fraction: of the notional of a perpetual, of the underlying per coin of an option. Below 0 it is paid to them. Null when not told. */
  readonly makerFee?: Maybe<Scalars['Float']['output']>;
  /** The smallest amount of an order, in `amountUnit`. Null when not told. */
  readonly minOrderSize?: Maybe<Scalars['Float']['output']>;
  /** Call or put. Null of a perpetual. */
  readonly optionKind?: Maybe<OptionKind>;
  /** Unit of its prices: the coin for inverse options, USD for everything else. */
  readonly priceUnit: InstrumentUnit;
  /** Whether it trades. LOCKED also while the exchange locks the index. Null when not told, and then orders fill. */
  readonly state?: Maybe<InstrumentState>;
  /** Strike in USD. Null of a perpetual. */
  readonly strikeUsd?: Maybe<Scalars['Float']['output']>;
  /** The exchange's name, for example `BTC-PERPETUAL`. */
  readonly symbol: Scalars['String']['output'];
  /** The exchange's fee for who takes from the book, as a fraction like `makerFee`. Null when not told. */
  readonly takerFee?: Maybe<Scalars['Float']['output']>;
  /** Smallest step of a price in `priceUnit`, at low prices; `tickSteps` says which holds above. Null when not told. */
  readonly tickSize?: Maybe<Scalars['Float']['output']>;
  /** Larger steps of a price, by ascending `above`; empty when there are none. Null when not told. */
  readonly tickSteps?: Maybe<ReadonlyArray<TickStep>>;
};

/** The exchange lets nobody trade the instrument at present. Waiting orders, stops and liquidation wait too. */
export type InstrumentHalted = Refusal & {
  readonly __typename?: 'InstrumentHalted';
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
  /** What the exchange says of it. */
  readonly state: InstrumentState;
  /** What was asked for. */
  readonly symbol: Scalars['String']['output'];
};

/** The kinds of instruments. */
export type InstrumentKind =
  /** A call or a put. */
  | 'OPTION'
  /** A future without expiry. */
  | 'PERPETUAL';

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

/** A unit of prices or amounts. */
export type InstrumentUnit =
  /** The currency of the instrument, for example BTC. */
  | 'COIN'
  /** United States dollars; of linear instruments USDC. */
  | 'USD';

/** What the exchange lists of one currency. */
export type Instruments = LivePayload & {
  readonly __typename?: 'Instruments';
  /** The exchange's time of the newest listing or state. Null before the first. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** How many instruments there are of the `kind` and `expiry` asked for. */
  readonly count: Scalars['Int']['output'];
  /** The currency, for example `BTC`. */
  readonly currency: Scalars['String']['output'];
  /** LIVE while this currency's market data are. */
  readonly freshness: Freshness;
  /** The first of them: perpetuals, then options by expiry and strike, call before put. */
  readonly instruments: ReadonlyArray<Instrument>;
  /** Counts the changes of this currency's instruments of the `kind` and `expiry` asked for since the server started, those beyond `first` as well. */
  readonly seq: Scalars['Int']['output'];
  /** Where the numbers come from. */
  readonly source: DataSource;
};

/** The account cannot put up the initial margin. */
export type InsufficientMargin = Refusal & {
  readonly __typename?: 'InsufficientMargin';
  /** What the account would be worth, in USD. Null where the caller may not read the account. */
  readonly availableUsd?: Maybe<Scalars['Float']['output']>;
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
  /** Initial margin in USD that the account would need for all that it would then have. Of an order that meets a quote only what the quote offers counts: the rest is not filled now. Null where the caller may not read the account. */
  readonly neededUsd?: Maybe<Scalars['Float']['output']>;
};

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

/** A condition that the engine checks at every mark; when it comes true the position is closed. */
export type InvalidationRule = {
  readonly __typename?: 'InvalidationRule';
  /** On which side of `value` the idea is over. Null when time alone ends it. */
  readonly comparison?: Maybe<Comparison>;
  /** What is watched. Null when time alone ends it. */
  readonly measure?: Maybe<InvalidationMeasure>;
  /** When the idea is over in any case, by the clock of the market. Null when never. */
  readonly until?: Maybe<Scalars['DateTime']['output']>;
  /** In the unit of the measure. Null when time alone ends it. */
  readonly value?: Maybe<Scalars['Float']['output']>;
};

/** The best accounts at one moment, of those that the caller may see. */
export type Leaderboard = {
  readonly __typename?: 'Leaderboard';
  /** The newest `asOf` of the entries' performance. Null while none has one. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The open accounts by total return, best first. Those whose return is unknown come last. */
  readonly entries: ReadonlyArray<LeaderboardEntry>;
  /** Grows with every change of this leaderboard (same `first`) while somebody follows it. It never falls while the server runs. */
  readonly seq: Scalars['Int']['output'];
};

/** One account among the others. */
export type LeaderboardEntry = {
  readonly __typename?: 'LeaderboardEntry';
  /** The account. */
  readonly account: Account;
  /** How it has done: by our books for a PAPER account, by the owner's word for a PUBLISHED one. */
  readonly performance: Performance;
  /** From 1 on, among the accounts that the caller may see; equal returns share the better rank. Returns that nothing confirms come behind the others, unknown and otherwise doubted ones last. */
  readonly rank: Scalars['Int']['output'];
};

/** How a fill came by its price, which decides its fee. */
export type Liquidity =
  /** The option expired and was settled at the delivery price: see `delivery`. */
  | 'DELIVERY'
  /** The order was waiting, and the market came to its limit. */
  | 'MAKER'
  /** The order took the quote it found. */
  | 'TAKER';

/** The newest candle of a series, while it grows. */
export type LiveCandle = LivePayload & {
  readonly __typename?: 'LiveCandle';
  /** The exchange's time of the newest tick. Null while there is none. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The newest candle: the one that grows, or the last one when no tick has come since its end. Null while there is no tick. */
  readonly candle?: Maybe<Candle>;
  /** Whether the value is being heard. */
  readonly freshness: Freshness;
  /** The one before it, which is final. So a reader of every event, and one who asked for few, has each final candle once. There may be a hole between the two. Null when there is none. */
  readonly previous?: Maybe<Candle>;
  /** Counts the changes of this stream since the server started. */
  readonly seq: Scalars['Int']['output'];
  /** Where the ticks come from. */
  readonly source: DataSource;
  /** In what its prices are. */
  readonly unit: CandleUnit;
  /** What the candle is made of. */
  readonly value: CandleValue;
};

/** What every live payload says about itself, whether it came from a query or a subscription. */
export type LivePayload = {
  /** When the value was true, by the clock of its source. Null only while nothing has been heard from the source. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the server still hears the source. */
  readonly freshness: Freshness;
  /** Counts the changes of this stream since the server started: it grows by one per change. A larger step means that this reader skipped values, never that one came late. A smaller number than before means that the server was restarted. */
  readonly seq: Scalars['Int']['output'];
  /** Where the numbers come from. */
  readonly source: DataSource;
};

/** The newest volatility of a currency, while its interval goes on. */
export type LiveVolatility = LivePayload & {
  readonly __typename?: 'LiveVolatility';
  /** The `time` of `point`. Null while there is none. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** LIVE while the index is being heard and the newest sample is at most two minutes old. */
  readonly freshness: Freshness;
  /** The newest point: the one that changes each minute, or the last one when no sample has come since its end. Null while there is no sample. */
  readonly point?: Maybe<VolatilityPoint>;
  /** The one before it, which is final. There may be a hole between the two. Null when there is none. */
  readonly previous?: Maybe<VolatilityPoint>;
  /** Counts the changes of this stream since the server started. */
  readonly seq: Scalars['Int']['output'];
  /** Where the values come from. */
  readonly source: DataSource;
  /** The days until which volatility is implied, and over which it was realized. */
  readonly tenorDays: Scalars['Int']['output'];
};

/** The instrument has expired and no longer trades. */
export type MarketClosed = Refusal & {
  readonly __typename?: 'MarketClosed';
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
};

/** One currency's index, perpetual future and volatility index. */
export type MarketData = LivePayload & {
  readonly __typename?: 'MarketData';
  /** The newest exchange time of the index and the perpetual, both of them current while `freshness` is LIVE. The volatility index has no part in it. Null while neither has been received. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The currency, for example `BTC`. */
  readonly currency: Scalars['String']['output'];
  /** LIVE while the feed delivers this currency's index and bid, ask and mark of its perpetual (those of them that it carries); STALE as soon as one is silent. */
  readonly freshness: Freshness;
  /** Exchange time of the index. Null while none was received. */
  readonly indexAsOf?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the index is being heard; while STALE it closes no position and delivers no option. */
  readonly indexFreshness: Freshness;
  /** The index over the last minutes, oldest first, at most one point a second: what a chart needs before its first live tick. Kept in memory for 15 minutes of the exchange's time, so it is short after a start. */
  readonly indexHistory: ReadonlyArray<PricePoint>;
  /** The exchange's spot index in USD. Null until received, and while a jump of more than 10 % is not confirmed: by the mark of the perpetual within 10 % of it, or by a frame at least 1 s later (5 s where that mark speaks against it). */
  readonly indexPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** The perpetual future. Null when the feed carries none for this currency. */
  readonly perpetual?: Maybe<Perpetual>;
  /** Counts the changes of this currency's market data since the server started. */
  readonly seq: Scalars['Int']['output'];
  /** Where the numbers come from. */
  readonly source: DataSource;
  /** The exchange's 30-day implied volatility index (DVOL on Deribit), as a fraction per year: 0.45 is 45 %. Null until received, and while a jump of more than 50 % is not confirmed by a frame at least 1 s later. */
  readonly volatilityIndex?: Maybe<Scalars['Float']['output']>;
  /** Exchange time of the volatility index. Null while none was received. */
  readonly volatilityIndexAsOf?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the volatility index is being heard; it has no part in `freshness`. */
  readonly volatilityIndexFreshness: Freshness;
};


/** One currency's index, perpetual future and volatility index. */
export type MarketDataIndexHistoryArgs = {
  points: Scalars['Int']['input'];
};

/** A token to be minted. */
export type MintTokenInput = {
  /** When it expires, in the future. Left out: it does not. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Name for people, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** What it allows, 1 to 100 of: `market:read`, `account:read:<id>`, `account:publish:<id>`, `account:trade:<id>` (`*` in place of `<id>`: every account), `accounts:open`, `admin`. */
  readonly scopes: ReadonlyArray<Scalars['String']['input']>;
};

/** A token that was just minted. */
export type MintedToken = {
  readonly __typename?: 'MintedToken';
  /** What its holder sends as `Authorization: Bearer …`. It is shown this once. */
  readonly bearerToken: Scalars['String']['output'];
  /** The same without the secret. */
  readonly token: Token;
};

/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Gives an open order another limit or quantity. It keeps its id and what was filled of it, and meets the quote as a new order would. */
  readonly amendOrder: AmendOrderResult;
  /** Cancels what is left of an open order. */
  readonly cancelOrder: CancelOrderResult;
  /** Cancels all open orders of the account, or those in one instrument. */
  readonly cancelOrders: CancelOrdersResult;
  /** Closes a paper account for good: waiting orders are cancelled and positions closed at their quotes. When one position cannot be closed, nothing is done. It takes no more orders and leaves the leaderboard; what it did stays readable, and its id stays taken. */
  readonly closeAccount: CloseAccountResult;
  /** Closes a replay of the caller. All streams on it end with REPLAY_CLOSED. Answers it as it was. Fails with UNKNOWN_REPLAY. */
  readonly closeReplay: Replay;
  /** Tells a replay of the caller to stand still, to go on, to go to another time, or to change its speed. It is answered when that is done. Fails with UNKNOWN_REPLAY, INVALID_INPUT, or REPLAY_CLOSED when what it would play is not kept any more. */
  readonly controlReplay: Replay;
  /** Mints a bearer token. It has no idempotency key, because its answer is kept nowhere: when an answer is lost, revoke the token and mint another. Needs the scope `admin`. Fails with UNAUTHENTICATED, FORBIDDEN or INVALID_INPUT. */
  readonly mintToken: MintedToken;
  /** Opens a paper account under the id that `account` or the credentials name: we keep its books. */
  readonly openAccount: OpenAccountResult;
  /** Opens a replay: a recorded market that is played again. It is answered when the replay stands at its beginning. It needs no token and no key: who lost the answer finds the replay in `replays`. Fails with UNKNOWN_RECORDING, NOT_RECORDED, INVALID_INPUT or STORE_UNAVAILABLE. */
  readonly openReplay: OpenReplayResult;
  /** Places an order on a paper account. The answer has what was filled at once. */
  readonly placeOrder: PlaceOrderResult;
  /** Publishes a decision of a bot that keeps its own books; readers of `newDecision` get it. The first thing published opens the account. */
  readonly publishDecision: PublishDecisionResult;
  /** Replaces the performance of a bot that keeps its own books. */
  readonly publishPerformance: PublishPerformanceResult;
  /** Replaces the whole set of open positions of a bot that keeps its own books. */
  readonly publishPositions: PublishPositionsResult;
  /** Gives a WebSocket a new token in place of the one that it was opened with, before that one expires. Its subscriptions go on. The new token must allow to read the same: otherwise it fails with FORBIDDEN, and the token from before stays. Fails with UNAUTHENTICATED when the new token is not accepted, with TOO_MANY_OPERATIONS when it is of another user who has too many WebSockets, and with BAD_REQUEST over HTTP, where each request has its own token. */
  readonly renewToken: Viewer;
  /** Resets a paper account: waiting orders are cancelled, positions are dropped without a trade, and performance, positions and portfolio start with the deposit. Decisions, orders, fills and closed trades stay readable, and so does the equity from before, with `equity(from:)`. At most 10 times within an hour. */
  readonly resetAccount: ResetAccountResult;
  /** Revokes a bearer token, or a JWT by its `jti`: within two seconds nobody can use it, and its streams end. A second time changes nothing. Needs the scope `admin`. Fails with UNAUTHENTICATED, FORBIDDEN or UNKNOWN_TOKEN. */
  readonly revokeToken: Token;
  /** Makes an account private or public, with all that it does and did. Needs the scope `account:read:<id>`, and `account:trade:<id>` for a paper account or `account:publish:<id>` for a published one. */
  readonly setAccountVisibility: SetAccountVisibilityResult;
  /** Moves, sets or removes the stop, the trailing stop and the target of a position, without an order. */
  readonly setExits: SetExitsResult;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationAmendOrderArgs = {
  input: AmendOrderInput;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationCancelOrderArgs = {
  input: CancelOrderInput;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationCancelOrdersArgs = {
  input: CancelOrdersInput;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationCloseAccountArgs = {
  input: CloseAccountInput;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationCloseReplayArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationControlReplayArgs = {
  input: ControlReplayInput;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationMintTokenArgs = {
  input: MintTokenInput;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationOpenAccountArgs = {
  input: OpenAccountInput;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationOpenReplayArgs = {
  input: OpenReplayInput;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationPlaceOrderArgs = {
  input: PlaceOrderInput;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationPublishDecisionArgs = {
  input: PublishDecisionInput;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationPublishPerformanceArgs = {
  input: PublishPerformanceInput;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationPublishPositionsArgs = {
  input: PublishPositionsInput;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationRenewTokenArgs = {
  token: Scalars['String']['input'];
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationResetAccountArgs = {
  input: ResetAccountInput;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationRevokeTokenArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationSetAccountVisibilityArgs = {
  input: SetAccountVisibilityInput;
};


/**
 * Writes. Each needs a bearer token of the account it writes to (`npm run token -- --account <id>`): as the HTTP header
 * `Authorization: Bearer …`, or as `authorization` in the connection parameters of a WebSocket. Fails with UNAUTHENTICATED
 * without one, INVALID_INPUT naming the field, IDEMPOTENCY_KEY_REUSED, or STORE_UNAVAILABLE (nothing was kept, or the
 * message says that it may have been: try again with the same key). What is answered is committed; the effects come by the
 * streams.
 *
 * Names, symbols, models and keys are one line, not blank. A time lies between 2009 and now; up to five seconds in the future
 * it is taken for now.
 *
 * Numbers lie from -1e15 to 1e15 where nothing narrower is said.
 *
 * `idempotencyKey`, 1 to 128 characters of your choice: the same key with the same input gives the same answer and does
 * nothing twice. Keys belong to an account, whose newest 100,000 are remembered.
 *
 * `openReplay`, `controlReplay` and `closeReplay` write to no account: they need no token and no key.
 */
export type MutationSetExitsArgs = {
  input: SetExitsInput;
};

/** Another public account has this name, or one that looks like it. Case, spaces, punctuation, emojis, marks on letters, and letters, digits and signs that look alike make no difference. Of a built-in agent, nobody may have the name either with words, numbers or signs around it that claim to be the same (`The`, `official`, `v2`, `™`), or with a letter wrong. */
export type NameTaken = Refusal & {
  readonly __typename?: 'NameTaken';
  /** The name that it would be taken for. */
  readonly looksLike: Scalars['String']['output'];
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
};

/** The account has no position in this instrument. */
export type NoPosition = Refusal & {
  readonly __typename?: 'NoPosition';
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
  /** What was asked for. */
  readonly symbol: Scalars['String']['output'];
};

/** Nobody offers the other side of the order, or there is no mark price to value it at. */
export type NoQuote = Refusal & {
  readonly __typename?: 'NoQuote';
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
};

/** The quote carries less than a FOK order wants, within its limit if it has one. A FOK order whose limit the quote does not reach is placed and cancelled at once. */
export type NotEnoughOffered = Refusal & {
  readonly __typename?: 'NotEnoughOffered';
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
  /** What is offered, in the coin. */
  readonly offeredCoin: Scalars['Float']['output'];
};

/** The quantity wanted is not above what was filled of the order already. */
export type NothingLeft = Refusal & {
  readonly __typename?: 'NothingLeft';
  /** Quantity in the coin that was filled. Null where the caller may not read the account. */
  readonly filledCoin?: Maybe<Scalars['Float']['output']>;
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
};

/** A reduce-only order found no position on the other side. */
export type NothingToReduce = Refusal & {
  readonly __typename?: 'NothingToReduce';
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
};

/**
 * A limit, a stop or a target that is no multiple of the instrument's tick (stops and targets of inverse options, whose tick
 * is in the coin, may be any price), a quantity that is no multiple of its lot, or one below its smallest order;
 * see `instruments`. Of an inverse perpetual the lot is in USD: `quantityUsd` is held to it, `quantityCoin` is taken to the
 * nearest whole lot and refused below half of one. Reduce-only orders may be of any quantity. An amended order is held to the
 * tick by a new limit, and to the lot by a new quantity.
 */
export type OffStep = Refusal & {
  readonly __typename?: 'OffStep';
  /** The nearest larger value that is taken. */
  readonly above: Scalars['Float']['output'];
  /** The nearest smaller value that is taken. Null when there is none. */
  readonly below?: Maybe<Scalars['Float']['output']>;
  /** The field of the input: `quantityCoin`, `quantityUsd`, `limitPriceUsd`, `limitPriceCoin`, `stopLossUsd` or `profitTargetUsd`. */
  readonly field: Scalars['String']['output'];
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
  /** The step there, in the unit of the field. */
  readonly step: Scalars['Float']['output'];
};

/** A paper account to open. */
export type OpenAccountInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: InputMaybe<Scalars['ID']['input']>;
  /** Play money in USD, 1 to 1e9. */
  readonly depositUsd: Scalars['Float']['input'];
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Name for people, 1 to 100 characters, without spaces at its ends and without invisible characters. No other public account may have one that looks like it (NameTaken). */
  readonly name: Scalars['String']['input'];
  /** Who may see the account. Left out: PUBLIC. */
  readonly visibility?: InputMaybe<AccountVisibility>;
};

/** What opening an account came to. WrongAccountKind: there is one of this id, but what is stored of it cannot be read. */
export type OpenAccountResult = AccountExists | AccountOpened | NameTaken | WrongAccountKind;

/** The orders of an account that wait, at one moment. */
export type OpenOrders = LivePayload & {
  readonly __typename?: 'OpenOrders';
  /** The account. */
  readonly account: Account;
  /** When it was true, by the clock of the market. Null before the account was first valued, and of a PUBLISHED account, which says nothing of its orders. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** LIVE while the instruments of all these orders are being heard; without orders, while any market is. What is STALE fills nothing. STALE of a PUBLISHED account and of a closed one. */
  readonly freshness: Freshness;
  /** The orders, newest first; at most 200. Empty of a PUBLISHED account. */
  readonly orders: ReadonlyArray<Order>;
  /** Counts the changes of this account's open orders since the server started. */
  readonly seq: Scalars['Int']['output'];
  /** Where the prices that the orders wait for come from, or PUBLISHED. */
  readonly source: DataSource;
};

/** What is to be played, and how. */
export type OpenReplayInput = {
  /** Agents that trade in it: some of `momentum`, `vol-seller`, `mean-reversion`, `buy-and-hold`. Each has a fresh account of 100,000 USD, and these are the only accounts of the replay. They decide as `npm run backtest` over the same recording. Such a replay only goes forward, over at most two days; two of them may be open in this server, one of these by callers without a token. */
  readonly agents: ReadonlyArray<Scalars['String']['input']>;
  /** True: it goes on when all its readers have taken what there is, so that none of them skips anything. It does not wait for a reader that takes nothing for five seconds. With `speed` it fails with INVALID_INPUT. */
  readonly asFastAsRead: Scalars['Boolean']['input'];
  /** Where it begins: a recorded time, by the clock of the server that recorded; the ends of a hole are recorded. Otherwise it fails with NOT_RECORDED, which names what is recorded. */
  readonly from: Scalars['DateTime']['input'];
  /** Whether it begins again at `from` when it comes to `to`. */
  readonly loop: Scalars['Boolean']['input'];
  /** True: it stands at `from` until `controlReplay` says otherwise, so that readers can subscribe before anything happens. */
  readonly paused: Scalars['Boolean']['input'];
  /** The id of one of `recordings`. Left out: that of the market feed. */
  readonly recording?: InputMaybe<Scalars['ID']['input']>;
  /** Whether everybody who knows its id may read it. */
  readonly shared: Scalars['Boolean']['input'];
  /** How many times as fast as time it goes, 0.1 to 1,000. Left out: 1, unless `asFastAsRead`. */
  readonly speed?: InputMaybe<Scalars['Float']['input']>;
  /** Where it ends, a recorded time after `from`. Left out: where the recording ends now. */
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What became of the wish for a replay. */
export type OpenReplayResult = ReplayOpened | TooManyReplays;

/** One option contract and its market. */
export type OptionContract = {
  readonly __typename?: 'OptionContract';
  /** The newest exchange time among the values shown, also when they were only confirmed. Null while only the listing is known. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Size at the best ask, in the coin. Null when nobody offers or the exchange did not say. */
  readonly askAmountCoin?: Maybe<Scalars['Float']['output']>;
  /** Implied volatility of the ask as a fraction per year; see `quoteIvOrigin`. Null without an ask, or when no volatility gives that price. */
  readonly askIv?: Maybe<Scalars['Float']['output']>;
  /** Best ask per unit of the coin, in the coin. Null when nobody offers. */
  readonly askPriceCoin?: Maybe<Scalars['Float']['output']>;
  /** Best ask in USD, as `bidPriceUsd`. */
  readonly askPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Size at the best bid, in the coin. Null when nobody bids or the exchange did not say. */
  readonly bidAmountCoin?: Maybe<Scalars['Float']['output']>;
  /** Implied volatility of the bid as a fraction per year; see `quoteIvOrigin`. Null without a bid, or when no volatility gives that price (below intrinsic value). */
  readonly bidIv?: Maybe<Scalars['Float']['output']>;
  /** Best bid per unit of the coin, in the coin. Null when nobody bids. */
  readonly bidPriceCoin?: Maybe<Scalars['Float']['output']>;
  /** Best bid in USD: the premium times the expiry's forward (for options with a USD premium, as quoted). Null when nobody bids or the forward is unknown. */
  readonly bidPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** When it expires; on Deribit always 08:00 UTC. */
  readonly expiry: Scalars['DateTime']['output'];
  /** Sensitivities of the mark price. Null until a mark volatility and a forward are known. */
  readonly greeks?: Maybe<Greeks>;
  /** Price of the last trade in the coin. Null if it never traded. */
  readonly lastPriceCoin?: Maybe<Scalars['Float']['output']>;
  /** Price of the last trade in USD at today's forward. Null if it never traded. */
  readonly lastPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Exchange time of the mark price and mark IV shown. Null while none was received. */
  readonly markAsOf?: Maybe<Scalars['DateTime']['output']>;
  /** True while `markPriceUsd` is twice or half of the one before or against its own bid and ask, or `markIv` half as much again or two thirds of the one before, and nothing has confirmed it: a book whose ask is at most twice its bid, or a frame at least 1 s later (5 s where bid or ask speak against it). Nothing is liquidated, stopped or valued by it. */
  readonly markDoubted: Scalars['Boolean']['output'];
  /** As `quoteFreshness`, of the mark price and mark IV. */
  readonly markFreshness: Freshness;
  /** The exchange's mark volatility as a fraction per year: 0.45 is 45 %. Null until received. */
  readonly markIv?: Maybe<Scalars['Float']['output']>;
  /** The exchange's mark price in the coin. Null until received, and where no such option can be worth it: a call more than its coin, a put more than its strike. */
  readonly markPriceCoin?: Maybe<Scalars['Float']['output']>;
  /** The mark price in USD, as `bidPriceUsd`. */
  readonly markPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Open interest in the coin. Null when not said. */
  readonly openInterestCoin?: Maybe<Scalars['Float']['output']>;
  /** Call or put. */
  readonly optionKind: OptionKind;
  /** Exchange time of the bid and ask shown. Null while none was received. */
  readonly quoteAsOf?: Maybe<Scalars['DateTime']['output']>;
  /** True while bid or ask contradict the mark (it is more than twice the ask or less than half the bid, and a few ticks beyond) for less than 5 s: no order fills at them (`NoQuote`). */
  readonly quoteDoubted: Scalars['Boolean']['output'];
  /** Whether bid and ask are being heard, or confirmed; while STALE no order fills. */
  readonly quoteFreshness: Freshness;
  /** Who calculated `bidIv` and `askIv`: the exchange when its ticker carried the quote, the model when the quote came without. Null when neither is known. */
  readonly quoteIvOrigin?: Maybe<ValueOrigin>;
  /** Whether it trades: anything but OPEN fills no order. LOCKED also while the exchange locks the index. Null where the exchange does not say, and then orders fill. */
  readonly state?: Maybe<InstrumentState>;
  /** Strike in USD. */
  readonly strikeUsd: Scalars['Float']['output'];
  /** The exchange's name of the instrument, for example `BTC-25DEC26-100000-C`. */
  readonly symbol: Scalars['String']['output'];
  /** Volume of 24 hours in the coin. Null when not said. */
  readonly volume24hCoin?: Maybe<Scalars['Float']['output']>;
};

/** Call or put. */
export type OptionKind =
  /** The right to buy at the strike. */
  | 'CALL'
  /** The right to sell at the strike. */
  | 'PUT';

/**
 * Option contracts at one moment. When several expiries are chosen, `expiry` and the other fields about an expiry (`daysToExpiry`,
 * `underlyingPriceUsd`, `underlyingFreshness`, `atmStrikeUsd`, `atmIv`, `openInterest`, `contractCount`) are those of the nearest one. `expiries` has all of them.
 */
export type OptionsChain = LivePayload & {
  readonly __typename?: 'OptionsChain';
  /** The newest exchange time among the chain's values. Null while nothing but the listing is known. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Mark IV at the money as a fraction per year: mean of call and put at `atmStrikeUsd`. Null when neither is known, and when all strikes lie above the forward or all below it: the nearest one is then not at the money. */
  readonly atmIv?: Maybe<Scalars['Float']['output']>;
  /** The listed strike nearest the forward (or nearest the index while the forward is unknown), in USD. Null only while both are unknown: a missing quote never moves it. */
  readonly atmStrikeUsd?: Maybe<Scalars['Float']['output']>;
  /** How many contracts this expiry lists, whatever the filters and the limit. */
  readonly contractCount: Scalars['Int']['output'];
  /** The contracts, sorted by expiry, then by strike, at one strike the call before the put. */
  readonly contracts: ReadonlyArray<OptionContract>;
  /** The currency of the options, for example `BTC`. */
  readonly currency: Scalars['String']['output'];
  /** Days from `asOf` to the expiry, with fraction. Null while `asOf` is. */
  readonly daysToExpiry?: Maybe<Scalars['Float']['output']>;
  /** The chosen expiries that have not passed, nearest first. Only `expiries` and `symbols` can choose more than one. */
  readonly expiries: ReadonlyArray<ChainExpiry>;
  /** When the options expire; on Deribit always 08:00 UTC. */
  readonly expiry: Scalars['DateTime']['output'];
  /** The expiry as exchanges write it, for example `25DEC26`. */
  readonly expiryLabel: Scalars['String']['output'];
  /** STALE while a quote, a mark or the forward of a chosen expiry is STALE: see `quoteFreshness`, `markFreshness` and `underlyingFreshness`. */
  readonly freshness: Freshness;
  /** The spot index in USD. Null until received. */
  readonly indexPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Open interest over all contracts of this expiry, whatever the filters and the limit. */
  readonly openInterest: ChainOpenInterest;
  /** With `delta: true`: symbols that are no longer in the set. Empty when `whole`. */
  readonly removed: ReadonlyArray<Scalars['String']['output']>;
  /** Counts the changes of this chain (same currency, expiries, filters and limit) since the server started watching it. It never goes back while the server runs. */
  readonly seq: Scalars['Int']['output'];
  /** Where the numbers come from. */
  readonly source: DataSource;
  /** Whether the forward is being heard; while STALE no option of the expiry fills. */
  readonly underlyingFreshness: Freshness;
  /** The forward price of this expiry in USD, which prices its options. Null until received, and while a jump of more than 10 % is not confirmed: by the index within 10 % of it, or by a frame at least 1 s later (5 s where it is twice or half of the index). */
  readonly underlyingPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** True when `contracts` is the whole set asked for. False, only with `delta: true`, when it holds just the contracts that changed since the reader's previous event. */
  readonly whole: Scalars['Boolean']['output'];
};

/** An order of an account, as it is now. */
export type Order = {
  readonly __typename?: 'Order';
  /** The account. */
  readonly account: Account;
  /** Average price in USD of what was traded. Null before the first fill. */
  readonly averageFillPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Why what is left of it will not be traded. Null while open and when filled. */
  readonly cancelReason?: Maybe<Scalars['String']['output']>;
  /** The decision that it carries out. Null when none did. */
  readonly decisionId?: Maybe<Scalars['ID']['output']>;
  /** Fees of what was traded, in USD; negative when rebates are more than fees. */
  readonly feeUsd: Scalars['Float']['output'];
  /** Quantity in the coin that was traded so far. */
  readonly filledCoin: Scalars['Float']['output'];
  /** Identifier, unique over all accounts and restarts. */
  readonly id: Scalars['ID']['output'];
  /** Notional over the margin put up for what it opens; options do not use it. */
  readonly leverage: Scalars['Float']['output'];
  /** Worst acceptable premium in the coin, of a LIMIT order on an inverse option. Null otherwise. */
  readonly limitPriceCoin?: Maybe<Scalars['Float']['output']>;
  /** Worst acceptable price in USD, of a LIMIT order on a perpetual or a linear option. Null otherwise. */
  readonly limitPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Who wanted it. */
  readonly origin: OrderOrigin;
  /** When it was placed, by the clock of the market. */
  readonly placedAt: Scalars['DateTime']['output'];
  /** Profit target in USD of the position that it enters. Null when not set. */
  readonly profitTargetUsd?: Maybe<Scalars['Float']['output']>;
  /** Quantity in the coin that was placed; of an inverse perpetual so many whole lots of USD at its limit or quote. */
  readonly quantityCoin: Scalars['Float']['output'];
  /** True: it may only make a position smaller. */
  readonly reduceOnly: Scalars['Boolean']['output'];
  /** Buy or sell. */
  readonly side: OrderSide;
  /** Where the prices it trades at come from. */
  readonly source: DataSource;
  /** Whether it still waits. */
  readonly status: OrderStatus;
  /** Stop in USD of the position that it enters. Null when not set. */
  readonly stopLossUsd?: Maybe<Scalars['Float']['output']>;
  /** The exchange's name of the instrument. */
  readonly symbol: Scalars['String']['output'];
  /** How long it waits. */
  readonly timeInForce: TimeInForce;
  /** Trailing stop of the position that it enters, which follows from the fill on. Null when not set. */
  readonly trailingStop?: Maybe<TrailingStop>;
  /** At the best quote, or at a limit. */
  readonly type: OrderType;
  /** When it last changed, by the clock of the market. */
  readonly updatedAt: Scalars['DateTime']['output'];
};

/** The order has its new terms: it rests, or was filled. */
export type OrderAmended = {
  readonly __typename?: 'OrderAmended';
  /** What it was filled with at once. */
  readonly fills: ReadonlyArray<Fill>;
  /** The order as it was when this was first answered. */
  readonly order: Order;
};

/** The order was cancelled. */
export type OrderCancelled = {
  readonly __typename?: 'OrderCancelled';
  /** The order as it was when this was first answered. */
  readonly order: Order;
};

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

/** A page of orders (Relay connection), newest first. */
export type OrderConnection = {
  readonly __typename?: 'OrderConnection';
  /** The page. */
  readonly edges: ReadonlyArray<OrderEdge>;
  /** Where the page stands in the whole. */
  readonly pageInfo: PageInfo;
};

/** An order and its place in the connection. */
export type OrderEdge = {
  readonly __typename?: 'OrderEdge';
  /** Cursor for `after`; the order's id. */
  readonly cursor: Scalars['String']['output'];
  /** The order. */
  readonly node: Order;
};

/** One change of one order. */
export type OrderEvent = LivePayload & {
  readonly __typename?: 'OrderEvent';
  /** The account. */
  readonly account: Account;
  /** When it took place, by the clock of the market. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** What happened. */
  readonly change: OrderChange;
  /** Whether the price of the instrument was being heard. */
  readonly freshness: Freshness;
  /** Identifier, unique over all accounts and restarts; also the cursor after which `newOrder` resumes. */
  readonly id: Scalars['ID']['output'];
  /** The order as it was after the change. */
  readonly order: Order;
  /** When it was committed to the journal, by the server's clock. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Counts the order events of this account since it was opened. */
  readonly seq: Scalars['Int']['output'];
  /** Where the prices of the instrument come from. */
  readonly source: DataSource;
  /** The exchange's name of the instrument. */
  readonly symbol: Scalars['String']['output'];
};

/** The order is not open, or not this account's. */
export type OrderNotOpen = Refusal & {
  readonly __typename?: 'OrderNotOpen';
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
  /** What became of it. Null when this account has no such order, and where the caller may not read the account. */
  readonly status?: Maybe<OrderStatus>;
};

/** Who wanted an order. */
export type OrderOrigin =
  /** An agent's decision. */
  | 'AGENT'
  /** A caller of this API. */
  | 'CALLER'
  /** The engine: a stop, a target, an invalidation, a liquidation or a delivery. */
  | 'ENGINE';

/** The order was taken: it rests, was filled, or was cancelled for what nobody offered, as its status says. So an IOC or FOK order that filled nothing is here too, with the status CANCELLED and a `cancelReason`. */
export type OrderPlaced = {
  readonly __typename?: 'OrderPlaced';
  /** What it was filled with at once. */
  readonly fills: ReadonlyArray<Fill>;
  /** The order as it was when this was first answered. */
  readonly order: Order;
};

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

/** The orders were cancelled. */
export type OrdersCancelled = {
  readonly __typename?: 'OrdersCancelled';
  /** Those that were open, as they were when this was first answered; empty when there were none. At most 200. */
  readonly orders: ReadonlyArray<Order>;
};

/** A number is too large for the books. */
export type OutOfBounds = Refusal & {
  readonly __typename?: 'OutOfBounds';
  /** The field of the input. */
  readonly field: Scalars['String']['output'];
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
  /** The most that it may be: 1e15 coins, 1e12 USD. Of a quantity it is what 1e12 USD are worth in the coin, in three digits, where that is less and the price is known. */
  readonly most: Scalars['Float']['output'];
};

/** Something newer was published before. */
export type OutOfDate = Refusal & {
  readonly __typename?: 'OutOfDate';
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
  /** The time of what was published last. */
  readonly newest: Scalars['DateTime']['output'];
};

/** Where a page stands in the whole (Relay). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last edge. Null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether older entries follow. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether newer entries precede. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge. Null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** How an account has done since it was opened or last reset. Money is in USD; the ledger converts what is in the coin at the price of the fill or mark. The values of a published account are those that its owner sent, and null when the owner sent none. In a paper account a field is null only when its description says so. */
export type Performance = LivePayload & {
  readonly __typename?: 'Performance';
  /** The account. */
  readonly account: Account;
  /** Cash plus unrealized PnL, all open positions at the current mark price (at entry while it is unknown), in USD. Null for a published account whose owner never sent it. */
  readonly accountValueUsd?: Maybe<Scalars['Float']['output']>;
  /** When it was true: market time of the newest price used, or what the owner of a published account says. Null before the first. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Mean of the losing closed trades after fees and funding, in USD, as a positive number. Null before the first. */
  readonly averageLossUsd?: Maybe<Scalars['Float']['output']>;
  /** Mean of the winning closed trades after fees and funding, in USD. Null before the first. */
  readonly averageWinUsd?: Maybe<Scalars['Float']['output']>;
  /** Compound annual growth: (account value / net deposits) to the power of 365 days over the account's age in market time, less 1, in percent. Null before 30 days, and when the account is worth nothing. */
  readonly cagrPct?: Maybe<Scalars['Float']['output']>;
  /** How often decisions of a confidence came out well, by tenths of confidence; empty tenths included. Null for published accounts. */
  readonly calibration?: Maybe<ReadonlyArray<CalibrationBucket>>;
  /** `cagrPct` over `maxDrawdownPct`. Null while either is null, below `samplesNeeded` returns, or when there was next to no drawdown (a thousandth of the growth). */
  readonly calmar?: Maybe<Scalars['Float']['output']>;
  /** Deposits plus realized PnL plus funding, less fees, in USD. Premiums of options count as PnL does: from entry to mark. */
  readonly cashUsd?: Maybe<Scalars['Float']['output']>;
  /** Present fall from the running peak, in percent of it: 0 or positive. */
  readonly currentDrawdownPct?: Maybe<Scalars['Float']['output']>;
  /** What in published figures is hard to believe. An account with any doubt but RETURN_UNCONFIRMED is ranked as if its return were unknown. Empty for PAPER accounts, whose figures are from our books. */
  readonly doubts: ReadonlyArray<FigureDoubt>;
  /** Mean result of a closed trade after fees and funding, in USD. Null before the first. */
  readonly expectancyUsd?: Maybe<Scalars['Float']['output']>;
  /** Notional of all open positions over account value, in percent. Null when the account is worth nothing. */
  readonly exposurePct?: Maybe<Scalars['Float']['output']>;
  /** Fees in percent of the absolute realized PnL before fees and funding. Null while that is 0. */
  readonly feeSharePct?: Maybe<Scalars['Float']['output']>;
  /** Fees paid, in USD; negative when rebates are more than fees. */
  readonly feesUsd?: Maybe<Scalars['Float']['output']>;
  /** LIVE while every price used is being heard, or while a published account published its performance within five minutes. */
  readonly freshness: Freshness;
  /** Funding received (positive) or paid (negative), in USD. */
  readonly fundingUsd?: Maybe<Scalars['Float']['output']>;
  /** Of these, the long ones. Null for published accounts. */
  readonly longTrades?: Maybe<SideSplit>;
  /** Deepest fall of account value from its running peak, in percent of that peak: 0 or positive. */
  readonly maxDrawdownPct?: Maybe<Scalars['Float']['output']>;
  /** Deposits less withdrawals, in USD. */
  readonly netDepositsUsd?: Maybe<Scalars['Float']['output']>;
  /** Open positions. */
  readonly openPositions?: Maybe<Scalars['Int']['output']>;
  /** Sum of winning over sum of losing closed trades, after fees and funding. Null before the first losing trade. */
  readonly profitFactor?: Maybe<Scalars['Float']['output']>;
  /** PnL of closed quantity before fees and funding, in USD. */
  readonly realizedPnlUsd?: Maybe<Scalars['Float']['output']>;
  /** Seconds between the equity samples behind `sharpe`, `sortino` and the equity curve. Null for published accounts. */
  readonly sampleIntervalSeconds?: Maybe<Scalars['Float']['output']>;
  /** How many returns between samples exist. Null for published accounts. */
  readonly samples?: Maybe<Scalars['Int']['output']>;
  /** How many returns `sharpe`, `sortino` and `calmar` need: those of a day, and at least 30. Null for published accounts. */
  readonly samplesNeeded?: Maybe<Scalars['Int']['output']>;
  /** Counts the changes of this account's performance since the server started. */
  readonly seq: Scalars['Int']['output'];
  /** Sharpe ratio: mean over standard deviation (n − 1) of the returns between equity samples, times the square root of the samples in 365 days; risk-free rate 0. Null below `samplesNeeded` returns (a day of them) or when they hardly vary (a mean of more than ten deviations). */
  readonly sharpe?: Maybe<Scalars['Float']['output']>;
  /** Of these, the short ones. Null for published accounts. */
  readonly shortTrades?: Maybe<SideSplit>;
  /** Sortino ratio: as Sharpe, but over the downside deviation (root mean square of the negative returns, over all returns). Null below `samplesNeeded` returns (a day of them) or when next to none is negative (a mean of more than ten downside deviations). */
  readonly sortino?: Maybe<Scalars['Float']['output']>;
  /** Where the numbers come from: the feed that values the account, or PUBLISHED. */
  readonly source: DataSource;
  /** Share of the observed market time without any open position, in percent. Null before any has passed. */
  readonly timeFlatPct?: Maybe<Scalars['Float']['output']>;
  /** (account value − net deposits) / net deposits, in percent. */
  readonly totalReturnPct?: Maybe<Scalars['Float']['output']>;
  /** Closed trades: from flat to flat, or to the other side. */
  readonly trades?: Maybe<Scalars['Int']['output']>;
  /** PnL of open positions at the mark price, in USD. Leverage changes margin, not PnL. */
  readonly unrealizedPnlUsd?: Maybe<Scalars['Float']['output']>;
  /** Closed trades with a positive result after fees and funding, in percent of all closed trades. Null before the first. */
  readonly winRatePct?: Maybe<Scalars['Float']['output']>;
};

/** The performance was committed. */
export type PerformancePublished = {
  readonly __typename?: 'PerformancePublished';
  /** When it was true. */
  readonly asOf: Scalars['DateTime']['output'];
};

/** The state of a perpetual future (inverse: quoted in USD, settled in the coin). */
export type Perpetual = {
  readonly __typename?: 'Perpetual';
  /** The exchange's time of what was heard of it last. */
  readonly asOf: Scalars['DateTime']['output'];
  /** Size at the best ask in USD. Null when nobody offers, or when the exchange did not say. */
  readonly askAmountUsd?: Maybe<Scalars['Float']['output']>;
  /** Best ask in USD. Null when nobody offers. */
  readonly askPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Size at the best bid in USD. Null when nobody bids, or when the exchange did not say. */
  readonly bidAmountUsd?: Maybe<Scalars['Float']['output']>;
  /** Best bid in USD. Null when nobody bids. */
  readonly bidPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Change of the last price over 24 hours in percent: 1.5 is +1.5 %. Null without trades. */
  readonly change24hPct?: Maybe<Scalars['Float']['output']>;
  /** The funding accumulated over the last 8 hours, as a fraction of the notional. Null when not said. */
  readonly fundingPaid8h?: Maybe<Scalars['Float']['output']>;
  /** The funding rate in force, as a fraction of the notional per 8 hours: 0.0001 is 0.01 %. Positive: longs pay shorts. Null when not said. */
  readonly fundingRate8h?: Maybe<Scalars['Float']['output']>;
  /** Highest trade of 24 hours in USD. Null without trades. */
  readonly high24hUsd?: Maybe<Scalars['Float']['output']>;
  /** Price of the last trade in USD. Null if it never traded. */
  readonly lastPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Lowest trade of 24 hours in USD. Null without trades. */
  readonly low24hUsd?: Maybe<Scalars['Float']['output']>;
  /** Exchange time of the mark price. Null while none was received. */
  readonly markAsOf?: Maybe<Scalars['DateTime']['output']>;
  /** True while `markPriceUsd` is more than 1 % from the one before or against its own bid and ask, or the index, and nothing has confirmed it: a book no wider than 2 % around it, the index within 1 % of it, or a frame at least 1 s later (5 s where one of these speaks against it). Nothing is liquidated, stopped or valued by it. */
  readonly markDoubted: Scalars['Boolean']['output'];
  /** As `quoteFreshness`, of the mark price. */
  readonly markFreshness: Freshness;
  /** The exchange's mark price in USD, at which positions are valued. Null until received. */
  readonly markPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Open interest in USD. Null when not said. */
  readonly openInterestUsd?: Maybe<Scalars['Float']['output']>;
  /** Exchange time of the bid and ask shown. Null while none was received. */
  readonly quoteAsOf?: Maybe<Scalars['DateTime']['output']>;
  /** True while bid or ask contradict the mark (the mark beyond 1 % around them, or a side twice or half of it), or the mark the index by more than 20 %, for less than 5 s: no order fills at them (`NoQuote`). */
  readonly quoteDoubted: Scalars['Boolean']['output'];
  /** Whether bid and ask are being heard; while STALE no order fills. */
  readonly quoteFreshness: Freshness;
  /** Whether it trades: anything but OPEN fills no order. LOCKED also while the exchange locks the index. Null where the exchange does not say, and then orders fill. */
  readonly state?: Maybe<InstrumentState>;
  /** The exchange's name of the instrument, for example `BTC-PERPETUAL`. */
  readonly symbol: Scalars['String']['output'];
  /** Volume of 24 hours in the coin. Null when not said. */
  readonly volume24hCoin?: Maybe<Scalars['Float']['output']>;
  /** Volume of 24 hours in USD. Null when not said. */
  readonly volume24hUsd?: Maybe<Scalars['Float']['output']>;
};

/** An order to place. */
export type PlaceOrderInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: InputMaybe<Scalars['ID']['input']>;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Notional over the margin put up for what it opens, 1 to 50. */
  readonly leverage: Scalars['Float']['input'];
  /** Limit in the coin, above 0, at most 1e9: for LIMIT orders on inverse options, and only for these. */
  readonly limitPriceCoin?: InputMaybe<Scalars['Float']['input']>;
  /** Limit in USD, above 0, at most 1e12: for LIMIT orders on perpetuals and linear options, and only for these. */
  readonly limitPriceUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Price in USD of the instrument at which the engine takes the profit of the whole position, above 0, at most 1e12, and ahead of where the order enters; not for reduce-only orders. Left out, a position keeps what it has. */
  readonly profitTargetUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Quantity in the coin, above 0, at most 1e15 and 8 decimals, and worth at most 1e12 USD (of an option its underlying). Either this or `quantityUsd`. Of an instrument whose `amountUnit` is USD it is taken to the whole lots nearest to what it is worth at the limit (MARKET: at the quote), and to all of a position on the other side within half a lot; the order's `quantityCoin` says how much was placed. */
  readonly quantityCoin?: InputMaybe<Scalars['Float']['input']>;
  /** Quantity in USD, above 0, at most 1e12 and a multiple of the lot, of instruments whose `amountUnit` is USD (inverse perpetuals); it buys or sells so many coins as it is worth at the limit (MARKET: at the quote). */
  readonly quantityUsd?: InputMaybe<Scalars['Float']['input']>;
  /** True: it may only make a position smaller. */
  readonly reduceOnly: Scalars['Boolean']['input'];
  /** Buy or sell. */
  readonly side: OrderSide;
  /** Price in USD of the instrument at which the engine cuts the loss of the whole position, above 0, at most 1e12, and behind where the order enters; not for reduce-only orders. Left out, a position keeps what it has. */
  readonly stopLossUsd?: InputMaybe<Scalars['Float']['input']>;
  /** The exchange's name of a perpetual or an option, for example `BTC-PERPETUAL` or `BTC-25DEC26-100000-C`, 1 to 64 characters. */
  readonly symbol: Scalars['String']['input'];
  /** Left out: IOC for MARKET, GTC for LIMIT. */
  readonly timeInForce?: InputMaybe<TimeInForce>;
  /** A stop of the whole position that follows the mark price from the fill on; not for reduce-only orders. Left out, a position keeps what it has; the same distance goes on from where the position's stop is. */
  readonly trailingStop?: InputMaybe<TrailingStopInput>;
  /** At the best quote, or at a limit. */
  readonly type: OrderType;
};

/** What placing an order came to. */
export type PlaceOrderResult = AccountIsClosed | InstrumentHalted | InsufficientMargin | MarketClosed | NoQuote | NotEnoughOffered | NothingToReduce | OffStep | OrderPlaced | OutOfBounds | StalePrice | TooManyOrders | UnknownInstrument | WrongAccountKind | WrongExit;

/** An account's money, margin and greeks over all positions. The values of a published account are those that its owner sent, and null when the owner sent none. */
export type Portfolio = LivePayload & {
  readonly __typename?: 'Portfolio';
  /** The account. */
  readonly account: Account;
  /** When it was true: market time of the newest price used, or what the owner of a published account says. Null before the first. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Cash in USD. */
  readonly cashUsd?: Maybe<Scalars['Float']['output']>;
  /** LIVE while every price used is being heard, or while a published account published its performance within five minutes. */
  readonly freshness: Freshness;
  /** Account value below which positions are liquidated, in USD: 1 % of a perpetual's notional; of an option bought, its mark value; of an option sold, 7.5 % of the forward per coin. Null for published accounts. */
  readonly maintenanceMarginUsd?: Maybe<Scalars['Float']['output']>;
  /** Account value less margin in use, in USD; never below 0. */
  readonly marginAvailableUsd?: Maybe<Scalars['Float']['output']>;
  /** Initial margin in use, in USD: the sum of `marginUsd` of the positions. While a mark or forward is unknown, the last one known counts. */
  readonly marginUsedUsd?: Maybe<Scalars['Float']['output']>;
  /** Counts the changes of this account's portfolio since the server started. */
  readonly seq: Scalars['Int']['output'];
  /** Where the numbers come from: the feed that values the account, or PUBLISHED. */
  readonly source: DataSource;
  /** Sum over positions of delta in the coin times the price of the underlying: the USD exposure to the coin's price. Null when a position's delta or price is unknown. */
  readonly totalDeltaUsd?: Maybe<Scalars['Float']['output']>;
  /** Change of `totalDeltaUsd` for a 1 % move of every underlying that comes from gamma. Null when unknown for a position. */
  readonly totalGammaUsd?: Maybe<Scalars['Float']['output']>;
  /** USD per day over all positions. Null when unknown for a position. */
  readonly totalThetaUsd?: Maybe<Scalars['Float']['output']>;
  /** Account value: cash plus unrealized PnL, in USD. */
  readonly totalValueUsd?: Maybe<Scalars['Float']['output']>;
  /** USD per one volatility point over all positions. Null when unknown for a position. */
  readonly totalVegaUsd?: Maybe<Scalars['Float']['output']>;
};

/** One open position. */
export type Position = {
  readonly __typename?: 'Position';
  /** Average entry price in USD, fees not included. */
  readonly entryPriceUsd: Scalars['Float']['output'];
  /** What the agent said it would do with the position. Null when it said nothing. */
  readonly exitPlan?: Maybe<ExitPlan>;
  /** The position's greeks. Null while they are unknown, and for published positions. */
  readonly greeks?: Maybe<PositionGreeks>;
  /** Notional over margin put up; 1 for options, which do not use it. Null when its owner did not say. */
  readonly leverage?: Maybe<Scalars['Float']['output']>;
  /** Mark price at which the account's value would fall to the maintenance margin, other positions unchanged, in USD. Null for options, when no positive price does that, or when its owner did not say. */
  readonly liquidationPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Initial margin in USD: of a perpetual its notional over leverage; of an option bought its mark value, which cannot serve as margin; of an option sold, per coin, max(0.15 − out of the money / forward, 0.1) of the forward (Deribit's standard margin less the mark value, which account value already carries). While mark or forward are unknown or doubted, the last ones known count; before the first, entry price and strike. Null when its owner did not say. */
  readonly marginUsd?: Maybe<Scalars['Float']['output']>;
  /** True while the newest mark price is doubted or unknown: `markPriceUsd` is then the last one believed, and nothing is liquidated or stopped. False for published positions. */
  readonly markDoubted: Scalars['Boolean']['output'];
  /** Current mark price in USD. Null until received, or when its owner did not say. */
  readonly markPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Size in USD: the contracts of an inverse perpetual (quantity times entry price, which never changes), otherwise quantity times mark price. Null while that is unknown. */
  readonly notionalUsd?: Maybe<Scalars['Float']['output']>;
  /** When the position was opened, by the clock of the market. Null when its owner did not say. */
  readonly openedAt?: Maybe<Scalars['DateTime']['output']>;
  /** `pnlUsd` in percent of quantity times entry price (not of the margin). Null while `pnlUsd` is, and for published positions. */
  readonly pnlPct?: Maybe<Scalars['Float']['output']>;
  /** Quantity × (mark − entry), negated for a short, in USD. Fees and funding are not in it. Null while the mark price is. */
  readonly pnlUsd?: Maybe<Scalars['Float']['output']>;
  /** Size in the coin, always positive. */
  readonly quantityCoin: Scalars['Float']['output'];
  /** Long or short. */
  readonly side: PositionSide;
  /** Whether its instrument trades: anything but OPEN fills no order. Null where the exchange does not say, and for published positions. */
  readonly state?: Maybe<InstrumentState>;
  /** The exchange's name of the instrument. */
  readonly symbol: Scalars['String']['output'];
};

/** Sensitivities of a whole position. */
export type PositionGreeks = {
  readonly __typename?: 'PositionGreeks';
  /** Delta in the coin, signed. */
  readonly deltaCoin: Scalars['Float']['output'];
  /** Change of `deltaCoin` per 1 USD of the underlying. */
  readonly gamma: Scalars['Float']['output'];
  /** USD per day. */
  readonly thetaUsd: Scalars['Float']['output'];
  /** USD per one volatility point. */
  readonly vegaUsd: Scalars['Float']['output'];
};

/** Long or short. */
export type PositionSide =
  /** Gains when the price rises. */
  | 'LONG'
  /** Gains when the price falls. */
  | 'SHORT';

/** An account's open positions. */
export type Positions = LivePayload & {
  readonly __typename?: 'Positions';
  /** The account. */
  readonly account: Account;
  /** When it was true: market time of the newest price used, or what the owner of a published account says. Null before the first. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** LIVE while every price used is being heard, or while a published account published its positions within five minutes. */
  readonly freshness: Freshness;
  /** Open positions by symbol; empty when flat. */
  readonly positions: ReadonlyArray<Position>;
  /** Counts the changes of this account's positions since the server started. */
  readonly seq: Scalars['Int']['output'];
  /** Where the numbers come from: the feed that values the account, or PUBLISHED. */
  readonly source: DataSource;
};

/** Positions that cannot be closed now, because no quote takes all of them: the account stays as it is. `resetAccount` drops them without a trade. */
export type PositionsLeft = Refusal & {
  readonly __typename?: 'PositionsLeft';
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
  /** Their instruments. None where the caller may not read the account. */
  readonly symbols: ReadonlyArray<Scalars['String']['output']>;
};

/** The positions were committed. */
export type PositionsPublished = {
  readonly __typename?: 'PositionsPublished';
  /** When they were true. */
  readonly asOf: Scalars['DateTime']['output'];
  /** How many positions are open now. */
  readonly count: Scalars['Int']['output'];
};

/** A price at a time. */
export type PricePoint = {
  readonly __typename?: 'PricePoint';
  /** The price in USD. */
  readonly priceUsd: Scalars['Float']['output'];
  /** The exchange's time of the price. */
  readonly time: Scalars['DateTime']['output'];
};

/** A decision of a bot that keeps its own books. Everybody may read its texts: one with a token, a key or a password in it is refused with INVALID_INPUT. */
export type PublishDecisionInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: InputMaybe<Scalars['ID']['input']>;
  /** What to do. */
  readonly action: DecisionAction;
  /** The bot's own confidence from 0 to 1. */
  readonly confidence?: InputMaybe<Scalars['Float']['input']>;
  /** When it was decided; not in the future. Left out: now. */
  readonly decidedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Why it was not carried out, at most 1,000 characters. Not of what was. */
  readonly error?: InputMaybe<Scalars['String']['input']>;
  /** Whether the bot carried it out. */
  readonly executed: Scalars['Boolean']['input'];
  /** Fee in USD, negative for a rebate. */
  readonly feeUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Average price of the fill in USD, above 0. Only of what was carried out, and not of a HOLD. */
  readonly fillPriceUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The condition, in words, under which the idea no longer holds, at most 1,000 characters. */
  readonly invalidation?: InputMaybe<Scalars['String']['input']>;
  /** Leverage, above 0. */
  readonly leverage?: InputMaybe<Scalars['Float']['input']>;
  /** The model or rule that decided, 1 to 100 characters. */
  readonly model: Scalars['String']['input'];
  /** Profit target in USD, above 0. */
  readonly profitTargetUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Quantity in the coin, above 0. Not of a HOLD. */
  readonly quantityCoin?: InputMaybe<Scalars['Float']['input']>;
  /** Why, 1 to 10,000 characters. */
  readonly reasoning: Scalars['String']['input'];
  /** Stop loss in USD, above 0. */
  readonly stopLossUsd?: InputMaybe<Scalars['Float']['input']>;
  /** The instrument it is about, 1 to 64 characters. */
  readonly symbol: Scalars['String']['input'];
  /** Who may see the account, if this opens it. It changes nothing of an account that is open: see `setAccountVisibility`. Left out: PUBLIC. */
  readonly visibility?: InputMaybe<AccountVisibility>;
};

/** What publishing a decision came to. NameTaken: the first publication would open an account whose id looks like a name that is in use. */
export type PublishDecisionResult = DecisionPublished | NameTaken | WrongAccountKind;

/** How a bot that keeps its own books has done, in its own numbers. What is left out is unknown. Figures that contradict each other are taken and marked: see `FigureDoubt`. */
export type PublishPerformanceInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: InputMaybe<Scalars['ID']['input']>;
  /** Account value in USD. */
  readonly accountValueUsd: Scalars['Float']['input'];
  /** When it was true; not in the future, nor before what was published last. Left out: now. */
  readonly asOf?: InputMaybe<Scalars['DateTime']['input']>;
  /** Cash in USD. */
  readonly cashUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Present fall from the peak in percent, from 0 to `maxDrawdownPct`. */
  readonly currentDrawdownPct?: InputMaybe<Scalars['Float']['input']>;
  /** Fees paid in USD, negative when rebates are more than fees. */
  readonly feesUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Funding received (positive) or paid in USD. */
  readonly fundingUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Deepest fall from the peak in percent, 0 or more. */
  readonly maxDrawdownPct?: InputMaybe<Scalars['Float']['input']>;
  /** Deposits less withdrawals in USD. Left out: nothing confirms `totalReturnPct` (`RETURN_UNCONFIRMED`), and the account is ranked behind those that are confirmed. */
  readonly netDepositsUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Won over lost, 0 or more. */
  readonly profitFactor?: InputMaybe<Scalars['Float']['input']>;
  /** Realized PnL in USD. */
  readonly realizedPnlUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Sharpe ratio. */
  readonly sharpe?: InputMaybe<Scalars['Float']['input']>;
  /** Sortino ratio. */
  readonly sortino?: InputMaybe<Scalars['Float']['input']>;
  /** Return in percent. */
  readonly totalReturnPct?: InputMaybe<Scalars['Float']['input']>;
  /** Closed trades, 0 or more. */
  readonly trades?: InputMaybe<Scalars['Int']['input']>;
  /** Unrealized PnL in USD. */
  readonly unrealizedPnlUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Who may see the account, if this opens it. It changes nothing of an account that is open: see `setAccountVisibility`. Left out: PUBLIC. */
  readonly visibility?: InputMaybe<AccountVisibility>;
  /** Winning trades in percent, 0 to 100. */
  readonly winRatePct?: InputMaybe<Scalars['Float']['input']>;
};

/** What publishing performance came to. NameTaken: as for a decision. */
export type PublishPerformanceResult = NameTaken | OutOfDate | PerformancePublished | WrongAccountKind;

/** The whole set of open positions of a bot that keeps its own books. */
export type PublishPositionsInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: InputMaybe<Scalars['ID']['input']>;
  /** When they were true; not in the future, nor before what was published last. Left out: now. */
  readonly asOf?: InputMaybe<Scalars['DateTime']['input']>;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** At most 500, a symbol once; empty when flat. A request holds at most 100 kB in all. */
  readonly positions: ReadonlyArray<PublishedPositionInput>;
  /** Who may see the account, if this opens it. It changes nothing of an account that is open: see `setAccountVisibility`. Left out: PUBLIC. */
  readonly visibility?: InputMaybe<AccountVisibility>;
};

/** What publishing positions came to. NameTaken: as for a decision. */
export type PublishPositionsResult = NameTaken | OutOfDate | PositionsPublished | WrongAccountKind;

/** One open position, as its owner counts it. What is left out is unknown. */
export type PublishedPositionInput = {
  /** Average entry price in USD, above 0. */
  readonly entryPriceUsd: Scalars['Float']['input'];
  /** The condition, in words, under which the idea no longer holds, at most 1,000 characters. */
  readonly invalidation?: InputMaybe<Scalars['String']['input']>;
  /** Notional over margin, above 0. */
  readonly leverage?: InputMaybe<Scalars['Float']['input']>;
  /** Price of liquidation in USD, above 0. */
  readonly liquidationPriceUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Margin in USD, 0 or more. */
  readonly marginUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Mark price in USD, 0 or more. */
  readonly markPriceUsd?: InputMaybe<Scalars['Float']['input']>;
  /** When it was opened; not in the future. */
  readonly openedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Unrealized PnL in USD. */
  readonly pnlUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Profit target in USD, above 0. */
  readonly profitTargetUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Size in the coin, above 0. */
  readonly quantityCoin: Scalars['Float']['input'];
  /** Long or short. */
  readonly side: PositionSide;
  /** Stop loss in USD, above 0. */
  readonly stopLossUsd?: InputMaybe<Scalars['Float']['input']>;
  /** The instrument, 1 to 64 characters. */
  readonly symbol: Scalars['String']['input'];
};

/** Snapshots: the state now. */
export type Query = {
  readonly __typename?: 'Query';
  /** The trading accounts that the caller may see, closed ones included. */
  readonly accounts: ReadonlyArray<Account>;
  /** What a value was over time, in candles, newest first, as a Relay connection. Reaches back to 00:00 UTC thirty days ago at most, and in a simulated market as far as that, whenever the server started. An interval without a tick has no candle. A page may end before `first` with `hasNextPage: true`: a simulated market computes what was never asked for, for five seconds at most, and keeps it. Fails with UNKNOWN_CURRENCY, UNKNOWN_SYMBOL, UNKNOWN_CURSOR, INVALID_INPUT or OUT_OF_RANGE. */
  readonly candles: CandleConnection;
  /** Closed trades, newest first, as a Relay connection. Costs what the page holds. Fails with UNKNOWN_ACCOUNT, UNKNOWN_SYMBOL (what cannot be a symbol), UNKNOWN_CURSOR or OUT_OF_RANGE (also for more than 100 combinations of filter values). */
  readonly closedTrades: ClosedTradeConnection;
  /** Decisions, newest first, as a Relay connection. Costs what the page holds. Fails with UNKNOWN_ACCOUNT, UNKNOWN_SYMBOL (what cannot be a symbol), UNKNOWN_CURSOR or OUT_OF_RANGE (also for more than 100 combinations of filter values). */
  readonly decisions: DecisionConnection;
  /** Account value over time, oldest first. Every low and high of the span is among the points, however few are asked for. Fails with UNKNOWN_ACCOUNT or OUT_OF_RANGE. */
  readonly equity: Equity;
  /** The listed expiries, nearest first. Fails with UNKNOWN_CURRENCY. */
  readonly expiries: ReadonlyArray<Expiry>;
  /** Fills, newest first, as a Relay connection. Costs what the page holds. Fails with UNKNOWN_ACCOUNT, UNKNOWN_SYMBOL (what cannot be a symbol), UNKNOWN_CURSOR or OUT_OF_RANGE (also for more than 100 combinations of filter values). */
  readonly fills: FillConnection;
  /** What the exchange lists of a currency: steps of price and amount, fees, whether it trades. Fails with UNKNOWN_CURRENCY, UNKNOWN_EXPIRY or OUT_OF_RANGE. */
  readonly instruments: Instruments;
  /** The open accounts by total return, best first. Those whose return is unknown come last. The returns of PUBLISHED accounts are what their owners say: nobody has checked them. Fails with OUT_OF_RANGE. */
  readonly leaderboard: ReadonlyArray<LeaderboardEntry>;
  /** Index, perpetual and volatility index of one currency. Fails with UNKNOWN_CURRENCY. */
  readonly marketData: MarketData;
  /** The orders of an account that wait now. Fails with UNKNOWN_ACCOUNT. */
  readonly openOrders: OpenOrders;
  /** Option contracts at one moment: those nearest the money of one expiry, or those that the filters choose, from one or several expiries. A contract passes all filters that are given. Fails with UNKNOWN_CURRENCY, UNKNOWN_EXPIRY, UNKNOWN_SYMBOL, INVALID_INPUT or OUT_OF_RANGE. */
  readonly optionsChain: OptionsChain;
  /** One order as it is now. Null when there is none of this id, or when its account trades in the prices of a source that this server does not have. */
  readonly order?: Maybe<Order>;
  /** Orders, newest first, as a Relay connection. Costs what the page holds. Fails with UNKNOWN_ACCOUNT, UNKNOWN_SYMBOL (what cannot be a symbol), UNKNOWN_CURSOR or OUT_OF_RANGE (also for more than 100 combinations of filter values). */
  readonly orders: OrderConnection;
  /** How an account has done. Fails with UNKNOWN_ACCOUNT. */
  readonly performance: Performance;
  /** An account's money, margin and greeks. Fails with UNKNOWN_ACCOUNT. */
  readonly portfolio: Portfolio;
  /** An account's open positions. Fails with UNKNOWN_ACCOUNT. */
  readonly positions: Positions;
  /** The markets that can be played again: those recorded here, and imports. Fails with STORE_UNAVAILABLE. */
  readonly recordings: ReadonlyArray<RecordedMarket>;
  /** The replays that the caller opened and that are open, the oldest first: those of a user, or of an address without a token. */
  readonly replays: ReadonlyArray<Replay>;
  /** The server and its feed. */
  readonly status: Status;
  /** The bearer tokens that were minted here, the newest first, revoked and expired ones included. Needs the scope `admin`: otherwise it fails with UNAUTHENTICATED or FORBIDDEN. Fails with UNKNOWN_CURSOR or OUT_OF_RANGE. */
  readonly tokens: ReadonlyArray<Token>;
  /** Who asks. */
  readonly viewer: Viewer;
  /** A currency's volatility over time, newest first, as a Relay connection: at the money, risk reversal and butterfly at a constant maturity, realized volatility over as many days, and puts over calls. Reaches back to 00:00 UTC thirty days ago at most, and in a simulated market as far as that, whenever the server started. An interval without a sample has no point. A page may end before `first` with `hasNextPage: true`: a simulated market computes what was never asked for, for five seconds at most, and keeps it. Fails with UNKNOWN_CURRENCY, UNKNOWN_CURSOR, INVALID_INPUT or OUT_OF_RANGE. */
  readonly volatilityHistory: VolatilityConnection;
};


/** Snapshots: the state now. */
export type QueryAccountsArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Snapshots: the state now. */
export type QueryCandlesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  currency: Scalars['String']['input'];
  first: Scalars['Int']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  instrument?: InputMaybe<Scalars['String']['input']>;
  interval: CandleInterval;
  replay?: InputMaybe<Scalars['ID']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  value?: InputMaybe<CandleValue>;
};


/** Snapshots: the state now. */
export type QueryClosedTradesArgs = {
  account?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  first: Scalars['Int']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  outcome?: InputMaybe<ReadonlyArray<DecisionOutcome>>;
  replay?: InputMaybe<Scalars['ID']['input']>;
  symbol?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


/** Snapshots: the state now. */
export type QueryDecisionsArgs = {
  account?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  action?: InputMaybe<ReadonlyArray<DecisionAction>>;
  after?: InputMaybe<Scalars['String']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  first: Scalars['Int']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  outcome?: InputMaybe<ReadonlyArray<DecisionOutcome>>;
  replay?: InputMaybe<Scalars['ID']['input']>;
  symbol?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


/** Snapshots: the state now. */
export type QueryEquityArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  points: Scalars['Int']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


/** Snapshots: the state now. */
export type QueryExpiriesArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  currency: Scalars['String']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Snapshots: the state now. */
export type QueryFillsArgs = {
  account?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  first: Scalars['Int']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  replay?: InputMaybe<Scalars['ID']['input']>;
  symbol?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


/** Snapshots: the state now. */
export type QueryInstrumentsArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  currency: Scalars['String']['input'];
  expiry?: InputMaybe<Scalars['DateTime']['input']>;
  first: Scalars['Int']['input'];
  kind?: InputMaybe<InstrumentKind>;
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Snapshots: the state now. */
export type QueryLeaderboardArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  first: Scalars['Int']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Snapshots: the state now. */
export type QueryMarketDataArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  currency: Scalars['String']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Snapshots: the state now. */
export type QueryOpenOrdersArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Snapshots: the state now. */
export type QueryOptionsChainArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  currency: Scalars['String']['input'];
  expiries?: InputMaybe<ReadonlyArray<Scalars['DateTime']['input']>>;
  expiry?: InputMaybe<Scalars['DateTime']['input']>;
  kind?: InputMaybe<OptionKind>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  minOpenInterest?: InputMaybe<Scalars['Float']['input']>;
  replay?: InputMaybe<Scalars['ID']['input']>;
  strikes?: InputMaybe<StrikeRange>;
  symbols?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Snapshots: the state now. */
export type QueryOrderArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  id: Scalars['ID']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Snapshots: the state now. */
export type QueryOrdersArgs = {
  account?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  first: Scalars['Int']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  replay?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<ReadonlyArray<OrderStatus>>;
  symbol?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


/** Snapshots: the state now. */
export type QueryPerformanceArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Snapshots: the state now. */
export type QueryPortfolioArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Snapshots: the state now. */
export type QueryPositionsArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Snapshots: the state now. */
export type QueryTokensArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  first: Scalars['Int']['input'];
};


/** Snapshots: the state now. */
export type QueryVolatilityHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  currency: Scalars['String']['input'];
  first: Scalars['Int']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  interval: CandleInterval;
  replay?: InputMaybe<Scalars['ID']['input']>;
  tenorDays: Scalars['Int']['input'];
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A market that was recorded here, or imported. */
export type RecordedMarket = {
  readonly __typename?: 'RecordedMarket';
  /** Bytes kept of it, compressed. */
  readonly bytes: Scalars['Float']['output'];
  /** Whether it is that of the market feed, which may still be recorded. */
  readonly current: Scalars['Boolean']['output'];
  /** Its first time, by the clock of the server that recorded. */
  readonly from: Scalars['DateTime']['output'];
  /** Spans between `from` and `to` of which nothing is recorded: the newest 20, the oldest of them first. A replay passes them at once. */
  readonly holes: ReadonlyArray<HistoryHole>;
  /** Names it in `openReplay`, and for `npm run history` and `npm run backtest`. It stays the same as long as anything is recorded of it. */
  readonly id: Scalars['ID']['output'];
  /** The name that it was imported under. Null: this server recorded it. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Whose numbers it has. What plays it says REPLAY. */
  readonly source: DataSource;
  /** Its last time. */
  readonly to: Scalars['DateTime']['output'];
};

/** What a recording holds, and what of it is not played as it stands. Counts are of one round. */
export type Recording = {
  readonly __typename?: 'Recording';
  /** Whether the file ends in the midst of a line, which is left out. */
  readonly cutOff: Scalars['Boolean']['output'];
  /** Frames in it. */
  readonly frames: Scalars['Int']['output'];
  /** The time of its first frame. */
  readonly from: Scalars['DateTime']['output'];
  /** Frames and rows that are left out because of a date that cannot be: more than a minute ahead of the frames around them. */
  readonly misdated: Scalars['Int']['output'];
  /** Single frames that come after one from more than a minute later. They are played with it, and what is known from later stays. */
  readonly outOfOrder: Scalars['Int']['output'];
  /** Pauses between two frames with market data that are longer than five seconds, and are played as five. */
  readonly pausesCut: Scalars['Int']['output'];
  /** What is cut of these pauses in all, in seconds of the recording. */
  readonly secondsCut: Scalars['Float']['output'];
  /** How often its frames go back by more than a minute for good, as where two files are joined in the wrong order. What follows is played as another history: all before it is forgotten. */
  readonly startsOver: Scalars['Int']['output'];
  /** The time of its last frame. */
  readonly to: Scalars['DateTime']['output'];
  /** Frames that are left out because nothing says when they were: before the first with a date. */
  readonly undated: Scalars['Int']['output'];
  /** Lines that are left out because they are not understood, a last one that is cut off not counted. */
  readonly unread: Scalars['Int']['output'];
};

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

/** Why something was not done. Nothing was changed. */
export type Refusal = {
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
};

/**
 * A recorded market that is played again, for those who name it in `replay:` of a query or a subscription. They read the market of
 * that time by the clock of the replay, and nothing later. All its readers share it. Its numbers have the source REPLAY.
 */
export type Replay = {
  readonly __typename?: 'Replay';
  /** The agents that trade in it, by their names. Their accounts have the same ids. */
  readonly agents: ReadonlyArray<Scalars['String']['output']>;
  /** When it is closed, by the clock of the server, unless somebody uses it before: queries, subscribes or tells it something. Null while it goes on for readers. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it begins, by the clock of the server that recorded. */
  readonly from: Scalars['DateTime']['output'];
  /** Names it in `replay:`. Nobody can guess it. */
  readonly id: Scalars['ID']['output'];
  /** Whether it begins again at `from` when it comes to `to`. */
  readonly loop: Scalars['Boolean']['output'];
  /** Where it is: the time of its clock. What was recorded until then is known in it. While SEEKING: where it was before. */
  readonly position: Scalars['DateTime']['output'];
  /** How many subscriptions run on it, this one on `replay` not counted. */
  readonly readers: Scalars['Int']['output'];
  /** What is played: the id of one of `recordings`. */
  readonly recording: Scalars['ID']['output'];
  /** How often it has begun again. */
  readonly rounds: Scalars['Int']['output'];
  /** Counts the changes of this replay since it was opened. What only its position does makes a change five times a second at most. */
  readonly seq: Scalars['Int']['output'];
  /** Whether everybody who knows its id may read it. Otherwise only its owner may. Nobody else may tell it what to do, nor finds it in `replays`. */
  readonly shared: Scalars['Boolean']['output'];
  /** How many times as fast as time it goes on, 0.1 to 1,000. Null: as fast as it is read. A server that cannot keep up falls behind and does not hurry later. */
  readonly speed?: Maybe<Scalars['Float']['output']>;
  /** What it does. */
  readonly state: ReplayState;
  /** Where it ends. */
  readonly to: Scalars['DateTime']['output'];
};

/** The replay was opened. */
export type ReplayOpened = {
  readonly __typename?: 'ReplayOpened';
  /** The replay, at its beginning. */
  readonly replay: Replay;
};

/** What a replay does. */
export type ReplayState =
  /** It came to its end and stands still. Tell it a position, or to loop, and it goes on. */
  | 'ENDED'
  /** It stands still until it is told to go on. */
  | 'PAUSED'
  /** It goes on. */
  | 'PLAYING'
  /** It goes to another time. Readers are told nothing from the times between. Queries, `controlReplay` and the starts of subscriptions wait until it is there: 12 s at most, and then fail with TIMED_OUT. When it is there, each stream of a state has one event, if it is another state. */
  | 'SEEKING'
  /** It goes on when somebody uses it: nobody subscribes to anything on it and it is to be played as fast as it is read, or nobody has used it for a minute. */
  | 'WAITING';

/** How to reset an account. */
export type ResetAccountInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: InputMaybe<Scalars['ID']['input']>;
  /** Play money in USD, 1 to 1e9. Left out: what the account began with last. */
  readonly depositUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What resetting an account came to. */
export type ResetAccountResult = AccountIsClosed | AccountReset | AgentAccount | TooManyResets | WrongAccountKind;

/** Some of what a decision entered was closed. */
export type ScoreEvent = {
  readonly __typename?: 'ScoreEvent';
  /** The account. */
  readonly account: Account;
  /** The decision as it was scored then, which may have changed since. */
  readonly decision: Decision;
  /** Identifier, unique over all accounts and restarts; also the cursor after which `decisionScored` resumes. */
  readonly id: Scalars['ID']['output'];
  /** When it was committed to the journal, by the server's clock. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Counts the score events of this account since it was opened, or since the server keeps them. */
  readonly seq: Scalars['Int']['output'];
};

/** Who may see an account from now on. */
export type SetAccountVisibilityInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: InputMaybe<Scalars['ID']['input']>;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** PRIVATE hides the account and all that it did. PUBLIC shows it, also what it did while it was private. */
  readonly visibility: AccountVisibility;
};

/** What changing the visibility of an account came to. NameTaken: it cannot become public, because a public account has its name. WrongAccountKind: the account was never opened, or this server cannot open it. */
export type SetAccountVisibilityResult = AccountVisibilitySet | AgentAccount | NameTaken | WrongAccountKind;

/** Other exits of a position. Null removes one, what is left out stays; at least one has to be given. */
export type SetExitsInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: InputMaybe<Scalars['ID']['input']>;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Price in USD of the instrument at which the engine takes the profit of the whole position, above 0, at most 1e12, and ahead of the mark price. Null removes it; left out, it stays. */
  readonly profitTargetUsd?: InputMaybe<Scalars['Float']['input']>;
  /** Price in USD of the instrument at which the engine cuts the loss of the whole position, above 0, at most 1e12, and behind the mark price. Null removes it; left out, it stays. */
  readonly stopLossUsd?: InputMaybe<Scalars['Float']['input']>;
  /** The exchange's name of the instrument, 1 to 64 characters. */
  readonly symbol: Scalars['String']['input'];
  /** A stop of the whole position that follows the mark price from now on. It stands beside `stopLossUsd`: the first that is reached closes the position. Null removes it; left out, it stays. */
  readonly trailingStop?: InputMaybe<TrailingStopInput>;
};

/** What setting exits came to. */
export type SetExitsResult = AccountIsClosed | ExitsSet | NoPosition | OffStep | OutOfBounds | WrongAccountKind | WrongExit;

/** Closed trades of one side. */
export type SideSplit = {
  readonly __typename?: 'SideSplit';
  /** Their result after fees and funding, in USD. */
  readonly pnlUsd: Scalars['Float']['output'];
  /** How many. */
  readonly trades: Scalars['Int']['output'];
  /** How many made money after fees and funding. */
  readonly won: Scalars['Int']['output'];
};

/** The price is not being heard at present. */
export type StalePrice = Refusal & {
  readonly __typename?: 'StalePrice';
  /** When the price was true. Null when none was ever heard. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
};

/** The server and its feed. */
export type Status = {
  readonly __typename?: 'Status';
  /** What subscriptions share, and what they were sent. */
  readonly fanout: FanoutStatus;
  /** The market feed. */
  readonly feed: FeedStatus;
  /** What is recorded of the feed's market. */
  readonly history: HistoryStatus;
  /** Counts the changes of this stream since the server started. Uptime, `lastReceivedAt`, what `fanout` counts, and of `history` what grows as it is recorded, are no changes. */
  readonly seq: Scalars['Int']['output'];
  /** Open WebSocket connections. */
  readonly sockets: Scalars['Int']['output'];
  /** When this process started. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** Running subscriptions by root field; fields without subscribers are left out. */
  readonly streams: ReadonlyArray<StreamCount>;
  /** Seconds since then. */
  readonly uptimeSeconds: Scalars['Float']['output'];
  /** Version of Gammacast. */
  readonly version: Scalars['String']['output'];
  /** The past that the agents' accounts get: at the first start of a simulated market, or for the pause since the server ran last. Null when this process makes none: the store was in use and no agent is named in `AGENTS_CATCH_UP` or none paused for a minute, the feed is another one, no agent trades by rules, or `SIM_WARMUP_HOURS` is 0. */
  readonly warmUp?: Maybe<WarmUp>;
};

/** How many subscriptions run on one root field. */
export type StreamCount = {
  readonly __typename?: 'StreamCount';
  /** Name of the subscription field. */
  readonly field: Scalars['String']['output'];
  /** Subscriptions running. */
  readonly subscriptions: Scalars['Int']['output'];
};

/** A range of strikes in USD, -1e15 to 1e15, both ends included. Fails with OUT_OF_RANGE, also when `from` is above `to`. */
export type StrikeRange = {
  /** The lowest strike. Left out: no limit below. */
  readonly from?: InputMaybe<Scalars['Float']['input']>;
  /** The highest strike. Left out: no limit above. */
  readonly to?: InputMaybe<Scalars['Float']['input']>;
};

/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** The trading accounts that the caller may see, on change: one is opened, reset or closed, holds its first position, or becomes private or public. */
  readonly accounts: Accounts;
  /** The newest candle of a value, on change: a tick moves it, its interval ends, or the next one begins. With an option it completes a minute after the option has expired. Fails with UNKNOWN_CURRENCY, UNKNOWN_SYMBOL, INVALID_INPUT or OUT_OF_RANGE. */
  readonly candle: LiveCandle;
  /** Every change of the score of a decision, none left out: one event each time a part of what it entered is closed. Starts with the changes after `after`, of whatever age, or with the next one. Fails with UNKNOWN_ACCOUNT, UNKNOWN_SYMBOL (what cannot be a symbol), UNKNOWN_CURSOR or OUT_OF_RANGE (more than 100 combinations of filter values); a reader that falls 1,000 changes behind is ended with SLOW_READER and may resume. */
  readonly decisionScored: ScoreEvent;
  /** The listed expiries of a currency, on change: one is listed or gone, or its number of contracts, IV, forward or freshness changes. `daysToExpiry` alone makes an event when it has changed by a thousandth of a day. */
  readonly expiries: Expiries;
  /** What the exchange lists of a currency, on change: an instrument is listed, delisted or halted, or its steps or fees change. Completes when the options of `expiry` are no longer listed. */
  readonly instruments: Instruments;
  /** The open accounts by total return, on change of any of them. The server ranks them once a second, so there is at most one event in a second. Fails with OUT_OF_RANGE. */
  readonly leaderboard: Leaderboard;
  /** Index, perpetual and volatility index of one currency, on change. */
  readonly marketData: MarketData;
  /** Every trade as it is closed, none left out. Starts with the trades after `after`, of whatever age, or with the next one. Fails with UNKNOWN_ACCOUNT, UNKNOWN_SYMBOL (what cannot be a symbol), UNKNOWN_CURSOR or OUT_OF_RANGE (more than 100 combinations of filter values); a reader that falls 1,000 trades behind is ended with SLOW_READER and may resume. */
  readonly newClosedTrade: ClosedTrade;
  /** Every decision as it is made, none left out. Starts with the decisions after `after`, of whatever age, or with the next one. Fails with UNKNOWN_ACCOUNT, UNKNOWN_SYMBOL (what cannot be a symbol), UNKNOWN_CURSOR or OUT_OF_RANGE (more than 100 combinations of filter values); a reader that falls 1,000 decisions behind is ended with SLOW_READER and may resume. */
  readonly newDecision: Decision;
  /** Every fill as it takes place, none left out. Starts with the fills after `after`, of whatever age, or with the next one. Fails with UNKNOWN_ACCOUNT, UNKNOWN_SYMBOL (what cannot be a symbol), UNKNOWN_CURSOR or OUT_OF_RANGE (more than 100 combinations of filter values); a reader that falls 1,000 fills behind is ended with SLOW_READER and may resume. */
  readonly newFill: Fill;
  /** Every change of every order as it takes place, none left out: placed, amended, partly filled, filled, cancelled. Starts with the events after `after`, of whatever age, or with the next one. Fails with UNKNOWN_ACCOUNT, UNKNOWN_SYMBOL (what cannot be a symbol), UNKNOWN_CURSOR or OUT_OF_RANGE (more than 100 combinations of filter values); a reader that falls 1,000 events behind is ended with SLOW_READER and may resume. */
  readonly newOrder: OrderEvent;
  /** The orders of an account that wait, on change: one is placed, amended, partly filled, filled or cancelled. */
  readonly openOrders: OpenOrders;
  /** Option contracts, on change: those nearest the money of one expiry, or those that the filters choose, from one or several expiries. A contract passes all filters that are given. Completes when all expiries that `expiry`, `expiries` or `symbols` name have passed. Without these it moves on to the next expiry, and waits while none is listed. */
  readonly optionsChain: OptionsChain;
  /** How an account does, on change. */
  readonly performance: Performance;
  /** An account's money, margin and greeks, on change. */
  readonly portfolio: Portfolio;
  /** An account's open positions, on change. */
  readonly positions: Positions;
  /** What a replay does, on change of its state or of what it was told, and five times a second at most of its position and readers. Fails with UNKNOWN_REPLAY. Ends with REPLAY_CLOSED when the replay is closed. */
  readonly replay: Replay;
  /** The server and its feed, on change of the feed (its state, detail, next attempt, freshness, currencies or recording), of `history` (`state`, `from` or `holes`), of `warmUp`, of `sockets` or of `streams`. The server looks at it once a second, so there is at most one event in a second. All other fields have their values at the time of the event, and cause none. */
  readonly status: Status;
  /** The newest point of a currency's volatility, on change: once a minute, and when it becomes stale or fresh. Fails with UNKNOWN_CURRENCY, INVALID_INPUT or OUT_OF_RANGE. */
  readonly volatility: LiveVolatility;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionAccountsArgs = {
  minIntervalMs: Scalars['Int']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionCandleArgs = {
  currency: Scalars['String']['input'];
  instrument?: InputMaybe<Scalars['String']['input']>;
  interval: CandleInterval;
  minIntervalMs: Scalars['Int']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
  value?: InputMaybe<CandleValue>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionDecisionScoredArgs = {
  account?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  action?: InputMaybe<ReadonlyArray<DecisionAction>>;
  after?: InputMaybe<Scalars['ID']['input']>;
  outcome?: InputMaybe<ReadonlyArray<DecisionOutcome>>;
  replay?: InputMaybe<Scalars['ID']['input']>;
  symbol?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionExpiriesArgs = {
  currency: Scalars['String']['input'];
  minIntervalMs: Scalars['Int']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionInstrumentsArgs = {
  currency: Scalars['String']['input'];
  expiry?: InputMaybe<Scalars['DateTime']['input']>;
  first: Scalars['Int']['input'];
  kind?: InputMaybe<InstrumentKind>;
  minIntervalMs: Scalars['Int']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionLeaderboardArgs = {
  first: Scalars['Int']['input'];
  minIntervalMs: Scalars['Int']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionMarketDataArgs = {
  currency: Scalars['String']['input'];
  minIntervalMs: Scalars['Int']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionNewClosedTradeArgs = {
  account?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  after?: InputMaybe<Scalars['ID']['input']>;
  outcome?: InputMaybe<ReadonlyArray<DecisionOutcome>>;
  replay?: InputMaybe<Scalars['ID']['input']>;
  symbol?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionNewDecisionArgs = {
  account?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  action?: InputMaybe<ReadonlyArray<DecisionAction>>;
  after?: InputMaybe<Scalars['ID']['input']>;
  outcome?: InputMaybe<ReadonlyArray<DecisionOutcome>>;
  replay?: InputMaybe<Scalars['ID']['input']>;
  symbol?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionNewFillArgs = {
  account?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  after?: InputMaybe<Scalars['ID']['input']>;
  replay?: InputMaybe<Scalars['ID']['input']>;
  symbol?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionNewOrderArgs = {
  account?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  after?: InputMaybe<Scalars['ID']['input']>;
  replay?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<ReadonlyArray<OrderStatus>>;
  symbol?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionOpenOrdersArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  minIntervalMs: Scalars['Int']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionOptionsChainArgs = {
  currency: Scalars['String']['input'];
  delta: Scalars['Boolean']['input'];
  expiries?: InputMaybe<ReadonlyArray<Scalars['DateTime']['input']>>;
  expiry?: InputMaybe<Scalars['DateTime']['input']>;
  kind?: InputMaybe<OptionKind>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  minIntervalMs: Scalars['Int']['input'];
  minOpenInterest?: InputMaybe<Scalars['Float']['input']>;
  replay?: InputMaybe<Scalars['ID']['input']>;
  strikes?: InputMaybe<StrikeRange>;
  symbols?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionPerformanceArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  minIntervalMs: Scalars['Int']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionPortfolioArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  minIntervalMs: Scalars['Int']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionPositionsArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  minIntervalMs: Scalars['Int']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionReplayArgs = {
  id: Scalars['ID']['input'];
  minIntervalMs: Scalars['Int']['input'];
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionStatusArgs = {
  minIntervalMs: Scalars['Int']['input'];
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionVolatilityArgs = {
  currency: Scalars['String']['input'];
  interval: CandleInterval;
  minIntervalMs: Scalars['Int']['input'];
  replay?: InputMaybe<Scalars['ID']['input']>;
  tenorDays: Scalars['Int']['input'];
};

/** A step of prices that holds above a price. */
export type TickStep = {
  readonly __typename?: 'TickStep';
  /** Above this price, in `priceUnit`. */
  readonly above: Scalars['Float']['output'];
  /** Prices are multiples of it, in `priceUnit`. */
  readonly tick: Scalars['Float']['output'];
};

/** How long an order waits. */
export type TimeInForce =
  /** Fill or kill: all of it now, or nothing. A LIMIT that the quote does not reach is placed and cancelled at once, as on exchanges. Where the quote is within the limit and carries too little, the order is refused with NotEnoughOffered. */
  | 'FOK'
  /** Good till cancelled: rests until filled. LIMIT orders only. */
  | 'GTC'
  /** Immediate or cancel: takes what is offered now, the rest is cancelled. A LIMIT that the quote does not reach is placed and cancelled at once, as on exchanges. */
  | 'IOC';

/** A bearer token that was minted here, without its secret part; or a JWT that was revoked here. */
export type Token = {
  readonly __typename?: 'Token';
  /** When it was minted. Null: by an early release, which did not keep the time, or it is a JWT. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it expires. Null: it does not, or it is a JWT. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Names the token: it does not give the token away. Of a JWT it is `jwt:` and its `jti`. */
  readonly id: Scalars['ID']['output'];
  /** When somebody used it last, to about a minute. Null: never, as far as is known, or it is a JWT. */
  readonly lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** For people. Of a JWT `JWT`. */
  readonly name: Scalars['String']['output'];
  /** When it was revoked. Null: it was not. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it allows, in alphabetical order. Of a JWT none, because the server keeps nothing but its `jti`. */
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
};

/** The account has as many waiting orders as it may have. An order that fills in full at once is still taken. */
export type TooManyOrders = Refusal & {
  readonly __typename?: 'TooManyOrders';
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
  /** How many may wait, a whole number. */
  readonly most: Scalars['Float']['output'];
};

/** There are as many replays as there may be. Close one, or try again later: those that nobody uses expire, and after a minute give way to others. */
export type TooManyReplays = Refusal & {
  readonly __typename?: 'TooManyReplays';
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
  /** How many there may be, a whole number. */
  readonly most: Scalars['Float']['output'];
  /** Whether they are all the caller's own. False: those of the caller's network, of all callers without a token, or of all callers. */
  readonly own: Scalars['Boolean']['output'];
};

/** The account was reset too often. */
export type TooManyResets = Refusal & {
  readonly __typename?: 'TooManyResets';
  /** When it may be reset again, by the server's clock. */
  readonly again: Scalars['DateTime']['output'];
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
  /** How many resets there may be within an hour, a whole number: 10. */
  readonly most: Scalars['Float']['output'];
};

/** A stop that follows the best mark price of the instrument since it was set, at a distance, and never moves back. The engine closes the whole position when the mark price reaches it, as a `STOP`. It follows and fires while the price is being heard and the instrument trades. */
export type TrailingStop = {
  readonly __typename?: 'TrailingStop';
  /** The best mark price in USD since it was set: the highest for a long, the lowest for a short. Null before the first, and of an order. */
  readonly bestPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Distance in percent of the best mark price. Null when it is in USD. */
  readonly distancePct?: Maybe<Scalars['Float']['output']>;
  /** Distance in USD. Null when it is in percent. */
  readonly distanceUsd?: Maybe<Scalars['Float']['output']>;
  /** Where it closes the position, in USD. Null before the first mark price, and of an order. */
  readonly stopPriceUsd?: Maybe<Scalars['Float']['output']>;
};

/** How far a trailing stop stays behind the best mark price: one of the two. */
export type TrailingStopInput =
  /** Distance in percent of the best mark price, above 0, below 100. */
  { readonly distancePct: Scalars['Float']['input']; readonly distanceUsd?: never; }
  |  /** Distance in USD, above 0, at most 1e12, and of a long less than the mark price. */
  { readonly distancePct?: never; readonly distanceUsd: Scalars['Float']['input']; };

/** No such instrument is listed. */
export type UnknownInstrument = Refusal & {
  readonly __typename?: 'UnknownInstrument';
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
  /** What was asked for. */
  readonly symbol: Scalars['String']['output'];
};

/** Who calculated a number. */
export type ValueOrigin =
  /** Sent by the exchange (or by the simulated exchange) as it stands. */
  | 'EXCHANGE'
  /** Computed here with Black-76 on the forward of the expiry, from the exchange's implied volatility or quote. */
  | 'MODEL';

/** Who asks, as the server understands the credentials. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** When the credentials expire; the streams that they began end then. Null: they do not. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** For logs and limits, not the secret: `anonymous`, `token:<id>` or `jwt:<issuer>|<subject>`. */
  readonly id: Scalars['ID']['output'];
  /** What the credentials allow, in alphabetical order, for example `market:read` or `account:trade:my-bot`. */
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
};

/** A page of a currency's volatility over time (Relay connection), newest first. */
export type VolatilityConnection = {
  readonly __typename?: 'VolatilityConnection';
  /** The page. */
  readonly edges: ReadonlyArray<VolatilityEdge>;
  /** Where the page stands in the whole. */
  readonly pageInfo: PageInfo;
  /** Where the values come from. */
  readonly source: DataSource;
  /** The days until which volatility is implied, and over which it was realized. */
  readonly tenorDays: Scalars['Int']['output'];
};

/** A point of volatility and its place in the connection. */
export type VolatilityEdge = {
  readonly __typename?: 'VolatilityEdge';
  /** Cursor for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The point. */
  readonly node: VolatilityPoint;
};

/**
 * The volatility of a currency in an interval of time. Its values are those of the last sample in the interval. There is a sample
 * at the end of each minute. An interval without a sample has no point.
 *
 * Implied volatilities are those of the marks. Of each expiry there are three: at the forward, and of the call and the put with a
 * delta of 0.25 and −0.25. Delta is that of Black-76 on the forward, N(d1) or N(d1) − 1, without premium adjustment. Between two
 * strikes, volatility is linear by the logarithm of the strike at the money, and by delta in the wings. From the two listed
 * expiries next to the maturity each of the three is interpolated for itself: total variance, σ²·T, is linear in time. Nothing is
 * extrapolated.
 */
export type VolatilityPoint = {
  readonly __typename?: 'VolatilityPoint';
  /** Implied volatility at the forward until `tenorDays` from `time` on, as a fraction per year: 0.45 is 45 %. Null when no two listed expiries bracket this maturity, or the marks of one of them are unknown, doubted or not being heard. */
  readonly atmIv?: Maybe<Scalars['Float']['output']>;
  /** 25-delta butterfly: the mean volatility of the call and the put less that at the forward, as a fraction per year. Null when one of the three is. */
  readonly butterfly25Delta?: Maybe<Scalars['Float']['output']>;
  /** True when no sample can change it any more. */
  readonly final: Scalars['Boolean']['output'];
  /** When the interval begins. */
  readonly from: Scalars['DateTime']['output'];
  /** Open interest of all puts of the currency over that of all calls. What is unknown of a contract does not count. Null without calls. */
  readonly putCallOpenInterest?: Maybe<Scalars['Float']['output']>;
  /** Volume of the last 24 hours of all puts of the currency over that of all calls. What is unknown of a contract does not count. Null without calls. */
  readonly putCallVolume?: Maybe<Scalars['Float']['output']>;
  /** Realized volatility of the index over the `tenorDays` before the last whole hour, as a fraction per year: the root of the mean squared logarithmic return from hour to hour, times the root of 8,760. The mean is not subtracted. Null when the index is known in fewer than nine tenths of these hours. */
  readonly realizedVolatility?: Maybe<Scalars['Float']['output']>;
  /** 25-delta risk reversal: the volatility of the call less that of the put, as a fraction per year. Negative: puts cost more. Null as `atmIv`, and where the strikes do not reach so far. */
  readonly riskReversal25Delta?: Maybe<Scalars['Float']['output']>;
  /** When the values held: the end of the last minute with a sample. */
  readonly time: Scalars['DateTime']['output'];
  /** When the interval ends. */
  readonly to: Scalars['DateTime']['output'];
};

/** What the agents would have done, had this server run: they trade in the simulated market of that time. Their accounts are there, or go on, when it is `DONE`, within seconds. */
export type WarmUp = {
  readonly __typename?: 'WarmUp';
  /** Seconds of the market between two decisions of an agent. */
  readonly decisionIntervalSeconds: Scalars['Float']['output'];
  /** The time of the market at which the accounts were opened, or from which they go on. */
  readonly from: Scalars['DateTime']['output'];
  /** Of which time it is. */
  readonly kind: WarmUpKind;
  /** Seconds of the market between two quotes of the options. In between, orders fill at the quote before. */
  readonly optionsIntervalSeconds: Scalars['Float']['output'];
  /** Seconds of the market between two prices of index and perpetual. Stops, targets and liquidations are looked at as often. */
  readonly priceIntervalSeconds: Scalars['Float']['output'];
  /** How much of that time is done, in percent, rounded down. */
  readonly progressPct: Scalars['Int']['output'];
  /** How it goes. */
  readonly state: WarmUpState;
  /** When the server started. What passed since then is made up for in the end. */
  readonly to: Scalars['DateTime']['output'];
};

/** For which time agents get a past. */
export type WarmUpKind =
  /** The pause since the server ran last, in the accounts of `AGENTS_CATCH_UP` as they were left. A longer pause than `SIM_WARMUP_HOURS` is caught up in its last hours. */
  | 'CATCH_UP'
  /** The hours before the first start, in accounts that are opened then. */
  | 'FIRST_START';

/** How a warm-up goes. */
export type WarmUpState =
  /** The agents have their past and go on live. */
  | 'DONE'
  /** It failed for a reason that the log says. The agents go on live without that past. */
  | 'FAILED'
  /** It is under way: the accounts of the agents are not there yet, or stand still as they were left. */
  | 'RUNNING';

/** The account is of the other kind: paper accounts trade here, published ones publish. Or what is stored of it cannot be read. The key does not keep this answer: the same call is tried anew. */
export type WrongAccountKind = Refusal & {
  readonly __typename?: 'WrongAccountKind';
  /** The kind of the account. Null when it was never opened, or its kind cannot be read either. */
  readonly kind?: Maybe<AccountKind>;
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
};

/**
 * A stop or target on the wrong side of where the order enters – the mark price, or for one that waits its limit where that is further away – so
 * that the next mark would carry it out at once; a trailing stop of a long that would lie at 0 or below; or one of them on a reduce-only order.
 */
export type WrongExit = Refusal & {
  readonly __typename?: 'WrongExit';
  /** The field of the input: `stopLossUsd`, `profitTargetUsd` or `trailingStop`. */
  readonly field: Scalars['String']['output'];
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
  /** What the field was compared with, in USD: the mark price, or of an order that waits its limit where that is farther away. A buyer's stop is below it and the target above, a seller's the other way round. The message says which price it is. Null for a reduce-only order. */
  readonly priceUsd?: Maybe<Scalars['Float']['output']>;
};

/** The limit or the quantity is in the wrong unit: inverse options are quoted in the coin, everything else in USD; inverse perpetuals alone are counted in USD. */
export type WrongUnit = Refusal & {
  readonly __typename?: 'WrongUnit';
  /** The field of the input: `limitPriceUsd`, `limitPriceCoin` or `quantityUsd`. */
  readonly field: Scalars['String']['output'];
  /** Why, in words for people. */
  readonly message: Scalars['String']['output'];
};

export type WithIndex<TObject> = TObject & Record<string, any>;
export type ResolversObject<TObject> = WithIndex<TObject>;

export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = ResolversObject<{
  AmendOrderResult:
    | ( import('../../domain/refusal.js').RefusalOf<'AccountIsClosed'> )
    | ( import('../../domain/refusal.js').RefusalOf<'InstrumentHalted'> )
    | ( import('../../domain/refusal.js').RefusalOf<'InsufficientMargin'> )
    | ( import('../../domain/refusal.js').RefusalOf<'MarketClosed'> )
    | ( import('../../domain/refusal.js').RefusalOf<'NoQuote'> )
    | ( import('../../domain/refusal.js').RefusalOf<'NotEnoughOffered'> )
    | ( import('../../domain/refusal.js').RefusalOf<'NothingLeft'> )
    | ( import('../../domain/refusal.js').RefusalOf<'NothingToReduce'> )
    | ( import('../../domain/refusal.js').RefusalOf<'OffStep'> )
    | ( OrderAmendedModel )
    | ( import('../../domain/refusal.js').RefusalOf<'OrderNotOpen'> )
    | ( import('../../domain/refusal.js').RefusalOf<'OutOfBounds'> )
    | ( import('../../domain/refusal.js').RefusalOf<'StalePrice'> )
    | ( import('../../domain/refusal.js').RefusalOf<'TooManyOrders'> )
    | ( import('../../domain/refusal.js').RefusalOf<'UnknownInstrument'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongExit'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongUnit'> )
  ;
  CancelOrderResult:
    | ( import('../../domain/refusal.js').RefusalOf<'AccountIsClosed'> )
    | ( OrderCancelledModel )
    | ( import('../../domain/refusal.js').RefusalOf<'OrderNotOpen'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'> )
  ;
  CancelOrdersResult:
    | ( import('../../domain/refusal.js').RefusalOf<'AccountIsClosed'> )
    | ( OrdersCancelledModel )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'> )
  ;
  CloseAccountResult:
    | ( AccountClosedModel )
    | ( import('../../domain/refusal.js').RefusalOf<'AccountIsClosed'> )
    | ( import('../../domain/refusal.js').RefusalOf<'AgentAccount'> )
    | ( import('../../domain/refusal.js').RefusalOf<'PositionsLeft'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'> )
  ;
  OpenAccountResult:
    | ( import('../../domain/refusal.js').RefusalOf<'AccountExists'> )
    | ( AccountOpenedModel )
    | ( import('../../domain/refusal.js').RefusalOf<'NameTaken'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'> )
  ;
  OpenReplayResult:
    | ( ReplayOpenedModel )
    | ( import('../../domain/refusal.js').RefusalOf<'TooManyReplays'> )
  ;
  PlaceOrderResult:
    | ( import('../../domain/refusal.js').RefusalOf<'AccountIsClosed'> )
    | ( import('../../domain/refusal.js').RefusalOf<'InstrumentHalted'> )
    | ( import('../../domain/refusal.js').RefusalOf<'InsufficientMargin'> )
    | ( import('../../domain/refusal.js').RefusalOf<'MarketClosed'> )
    | ( import('../../domain/refusal.js').RefusalOf<'NoQuote'> )
    | ( import('../../domain/refusal.js').RefusalOf<'NotEnoughOffered'> )
    | ( import('../../domain/refusal.js').RefusalOf<'NothingToReduce'> )
    | ( import('../../domain/refusal.js').RefusalOf<'OffStep'> )
    | ( OrderPlacedModel )
    | ( import('../../domain/refusal.js').RefusalOf<'OutOfBounds'> )
    | ( import('../../domain/refusal.js').RefusalOf<'StalePrice'> )
    | ( import('../../domain/refusal.js').RefusalOf<'TooManyOrders'> )
    | ( import('../../domain/refusal.js').RefusalOf<'UnknownInstrument'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongExit'> )
  ;
  PublishDecisionResult:
    | ( DecisionPublishedModel )
    | ( import('../../domain/refusal.js').RefusalOf<'NameTaken'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'> )
  ;
  PublishPerformanceResult:
    | ( import('../../domain/refusal.js').RefusalOf<'NameTaken'> )
    | ( import('../../domain/refusal.js').RefusalOf<'OutOfDate'> )
    | ( PerformancePublishedModel )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'> )
  ;
  PublishPositionsResult:
    | ( import('../../domain/refusal.js').RefusalOf<'NameTaken'> )
    | ( import('../../domain/refusal.js').RefusalOf<'OutOfDate'> )
    | ( PositionsPublishedModel )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'> )
  ;
  ResetAccountResult:
    | ( import('../../domain/refusal.js').RefusalOf<'AccountIsClosed'> )
    | ( AccountResetModel )
    | ( import('../../domain/refusal.js').RefusalOf<'AgentAccount'> )
    | ( import('../../domain/refusal.js').RefusalOf<'TooManyResets'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'> )
  ;
  SetAccountVisibilityResult:
    | ( AccountVisibilitySetModel )
    | ( import('../../domain/refusal.js').RefusalOf<'AgentAccount'> )
    | ( import('../../domain/refusal.js').RefusalOf<'NameTaken'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'> )
  ;
  SetExitsResult:
    | ( import('../../domain/refusal.js').RefusalOf<'AccountIsClosed'> )
    | ( ExitsSetModel )
    | ( import('../../domain/refusal.js').RefusalOf<'NoPosition'> )
    | ( import('../../domain/refusal.js').RefusalOf<'OffStep'> )
    | ( import('../../domain/refusal.js').RefusalOf<'OutOfBounds'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongExit'> )
  ;
}>;

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = ResolversObject<{
  LivePayload:
    | ( DecisionModel )
    | ( ExpirySummaries )
    | ( FillModel )
    | ( InstrumentsModel )
    | ( LiveCandleModel )
    | ( LiveVolatilityModel )
    | ( MarketDataModel )
    | ( OpenOrdersModel )
    | ( OptionsChainView )
    | ( OrderEventModel )
    | ( PerformanceModel )
    | ( PortfolioModel )
    | ( PositionsModel )
  ;
  Refusal:
    | ( import('../../domain/refusal.js').RefusalOf<'AccountExists'> )
    | ( import('../../domain/refusal.js').RefusalOf<'AccountIsClosed'> )
    | ( import('../../domain/refusal.js').RefusalOf<'AgentAccount'> )
    | ( import('../../domain/refusal.js').RefusalOf<'InstrumentHalted'> )
    | ( import('../../domain/refusal.js').RefusalOf<'InsufficientMargin'> )
    | ( import('../../domain/refusal.js').RefusalOf<'MarketClosed'> )
    | ( import('../../domain/refusal.js').RefusalOf<'NameTaken'> )
    | ( import('../../domain/refusal.js').RefusalOf<'NoPosition'> )
    | ( import('../../domain/refusal.js').RefusalOf<'NoQuote'> )
    | ( import('../../domain/refusal.js').RefusalOf<'NotEnoughOffered'> )
    | ( import('../../domain/refusal.js').RefusalOf<'NothingLeft'> )
    | ( import('../../domain/refusal.js').RefusalOf<'NothingToReduce'> )
    | ( import('../../domain/refusal.js').RefusalOf<'OffStep'> )
    | ( import('../../domain/refusal.js').RefusalOf<'OrderNotOpen'> )
    | ( import('../../domain/refusal.js').RefusalOf<'OutOfBounds'> )
    | ( import('../../domain/refusal.js').RefusalOf<'OutOfDate'> )
    | ( import('../../domain/refusal.js').RefusalOf<'PositionsLeft'> )
    | ( import('../../domain/refusal.js').RefusalOf<'StalePrice'> )
    | ( import('../../domain/refusal.js').RefusalOf<'TooManyOrders'> )
    | ( import('../../domain/refusal.js').RefusalOf<'TooManyReplays'> )
    | ( import('../../domain/refusal.js').RefusalOf<'TooManyResets'> )
    | ( import('../../domain/refusal.js').RefusalOf<'UnknownInstrument'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongExit'> )
    | ( import('../../domain/refusal.js').RefusalOf<'WrongUnit'> )
  ;
}>;

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = ResolversObject<{
  Account: ResolverTypeWrapper<AccountModel>;
  AccountClosed: ResolverTypeWrapper<AccountClosedModel>;
  AccountExists: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'AccountExists'>>;
  AccountIsClosed: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'AccountIsClosed'>>;
  AccountKind: AccountKind;
  AccountOpened: ResolverTypeWrapper<AccountOpenedModel>;
  AccountReset: ResolverTypeWrapper<AccountResetModel>;
  AccountVisibility: AccountVisibility;
  AccountVisibilitySet: ResolverTypeWrapper<AccountVisibilitySetModel>;
  Accounts: ResolverTypeWrapper<AccountList>;
  AgentAccount: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'AgentAccount'>>;
  AmendOrderInput: AmendOrderInput;
  AmendOrderResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AmendOrderResult']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CalibrationBucket: ResolverTypeWrapper<CalibrationBucket>;
  CancelOrderInput: CancelOrderInput;
  CancelOrderResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancelOrderResult']>;
  CancelOrdersInput: CancelOrdersInput;
  CancelOrdersResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancelOrdersResult']>;
  Candle: ResolverTypeWrapper<CandleModel>;
  CandleConnection: ResolverTypeWrapper<Omit<CandleConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['CandleEdge']> }>;
  CandleEdge: ResolverTypeWrapper<Omit<CandleEdge, 'node'> & { node: ResolversTypes['Candle'] }>;
  CandleInterval: CandleInterval;
  CandleUnit: CandleUnit;
  CandleValue: CandleValue;
  ChainExpiry: ResolverTypeWrapper<ChainExpiryModel>;
  ChainOpenInterest: ResolverTypeWrapper<ChainOpenInterestModel>;
  CloseAccountInput: CloseAccountInput;
  CloseAccountResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CloseAccountResult']>;
  ClosedTrade: ResolverTypeWrapper<ClosedTradeModel>;
  ClosedTradeConnection: ResolverTypeWrapper<Omit<ClosedTradeConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['ClosedTradeEdge']> }>;
  ClosedTradeEdge: ResolverTypeWrapper<Omit<ClosedTradeEdge, 'node'> & { node: ResolversTypes['ClosedTrade'] }>;
  Comparison: Comparison;
  ControlReplayInput: ControlReplayInput;
  DataSource: DataSource;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decision: ResolverTypeWrapper<DecisionModel>;
  DecisionAction: DecisionAction;
  DecisionConnection: ResolverTypeWrapper<Omit<DecisionConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['DecisionEdge']> }>;
  DecisionEdge: ResolverTypeWrapper<Omit<DecisionEdge, 'node'> & { node: ResolversTypes['Decision'] }>;
  DecisionOutcome: DecisionOutcome;
  DecisionPublished: ResolverTypeWrapper<DecisionPublishedModel>;
  Delivery: ResolverTypeWrapper<Delivery>;
  DeliveryOrigin: DeliveryOrigin;
  Equity: ResolverTypeWrapper<EquityModel>;
  EquityPoint: ResolverTypeWrapper<DrawnPoint>;
  ExitPlan: ResolverTypeWrapper<Omit<ExitPlan, 'invalidationRule' | 'trailingStop'> & { invalidationRule?: Maybe<ResolversTypes['InvalidationRule']>, trailingStop?: Maybe<ResolversTypes['TrailingStop']> }>;
  ExitsSet: ResolverTypeWrapper<ExitsSetModel>;
  Expiries: ResolverTypeWrapper<ExpirySummaries>;
  Expiry: ResolverTypeWrapper<ExpirySummary>;
  FanoutStatus: ResolverTypeWrapper<FanoutStatus>;
  FeedState: FeedState;
  FeedStatus: ResolverTypeWrapper<FeedStatus>;
  FigureDoubt: FigureDoubt;
  Fill: ResolverTypeWrapper<FillModel>;
  FillConnection: ResolverTypeWrapper<Omit<FillConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['FillEdge']> }>;
  FillEdge: ResolverTypeWrapper<Omit<FillEdge, 'node'> & { node: ResolversTypes['Fill'] }>;
  FillReason: FillReason;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Freshness: Freshness;
  Greeks: ResolverTypeWrapper<Greeks>;
  HistoryHole: ResolverTypeWrapper<HistoryHole>;
  HistoryStatus: ResolverTypeWrapper<HistoryStatus>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Instrument: ResolverTypeWrapper<ListedInstrument>;
  InstrumentHalted: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'InstrumentHalted'>>;
  InstrumentKind: InstrumentKind;
  InstrumentState: InstrumentState;
  InstrumentUnit: InstrumentUnit;
  Instruments: ResolverTypeWrapper<InstrumentsModel>;
  InsufficientMargin: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'InsufficientMargin'>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  InvalidationMeasure: InvalidationMeasure;
  InvalidationRule: ResolverTypeWrapper<InvalidationRuleModel>;
  Leaderboard: ResolverTypeWrapper<LeaderboardModel>;
  LeaderboardEntry: ResolverTypeWrapper<LeaderboardEntryModel>;
  Liquidity: Liquidity;
  LiveCandle: ResolverTypeWrapper<LiveCandleModel>;
  LivePayload: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['LivePayload']>;
  LiveVolatility: ResolverTypeWrapper<LiveVolatilityModel>;
  MarketClosed: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'MarketClosed'>>;
  MarketData: ResolverTypeWrapper<MarketDataModel>;
  MintTokenInput: MintTokenInput;
  MintedToken: ResolverTypeWrapper<Omit<MintedToken, 'token'> & { token: ResolversTypes['Token'] }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NameTaken: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'NameTaken'>>;
  NoPosition: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'NoPosition'>>;
  NoQuote: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'NoQuote'>>;
  NotEnoughOffered: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'NotEnoughOffered'>>;
  NothingLeft: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'NothingLeft'>>;
  NothingToReduce: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'NothingToReduce'>>;
  OffStep: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'OffStep'>>;
  OpenAccountInput: OpenAccountInput;
  OpenAccountResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['OpenAccountResult']>;
  OpenOrders: ResolverTypeWrapper<OpenOrdersModel>;
  OpenReplayInput: OpenReplayInput;
  OpenReplayResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['OpenReplayResult']>;
  OptionContract: ResolverTypeWrapper<OptionContractModel>;
  OptionKind: OptionKind;
  OptionsChain: ResolverTypeWrapper<OptionsChainView>;
  Order: ResolverTypeWrapper<OrderModel>;
  OrderAmended: ResolverTypeWrapper<OrderAmendedModel>;
  OrderCancelled: ResolverTypeWrapper<OrderCancelledModel>;
  OrderChange: OrderChange;
  OrderConnection: ResolverTypeWrapper<Omit<OrderConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['OrderEdge']> }>;
  OrderEdge: ResolverTypeWrapper<Omit<OrderEdge, 'node'> & { node: ResolversTypes['Order'] }>;
  OrderEvent: ResolverTypeWrapper<OrderEventModel>;
  OrderNotOpen: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'OrderNotOpen'>>;
  OrderOrigin: OrderOrigin;
  OrderPlaced: ResolverTypeWrapper<OrderPlacedModel>;
  OrderSide: OrderSide;
  OrderStatus: OrderStatus;
  OrderType: OrderType;
  OrdersCancelled: ResolverTypeWrapper<OrdersCancelledModel>;
  OutOfBounds: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'OutOfBounds'>>;
  OutOfDate: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'OutOfDate'>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Performance: ResolverTypeWrapper<PerformanceModel>;
  PerformancePublished: ResolverTypeWrapper<PerformancePublishedModel>;
  Perpetual: ResolverTypeWrapper<Perpetual>;
  PlaceOrderInput: PlaceOrderInput;
  PlaceOrderResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PlaceOrderResult']>;
  Portfolio: ResolverTypeWrapper<PortfolioModel>;
  Position: ResolverTypeWrapper<PositionModel>;
  PositionGreeks: ResolverTypeWrapper<PositionGreeks>;
  PositionSide: PositionSide;
  Positions: ResolverTypeWrapper<PositionsModel>;
  PositionsLeft: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'PositionsLeft'>>;
  PositionsPublished: ResolverTypeWrapper<PositionsPublishedModel>;
  PricePoint: ResolverTypeWrapper<PricePoint>;
  PublishDecisionInput: PublishDecisionInput;
  PublishDecisionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PublishDecisionResult']>;
  PublishPerformanceInput: PublishPerformanceInput;
  PublishPerformanceResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PublishPerformanceResult']>;
  PublishPositionsInput: PublishPositionsInput;
  PublishPositionsResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PublishPositionsResult']>;
  PublishedPositionInput: PublishedPositionInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordedMarket: ResolverTypeWrapper<PlayableMarket>;
  Recording: ResolverTypeWrapper<Recording>;
  RecordingState: RecordingState;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  Replay: ResolverTypeWrapper<ReplayFacts>;
  ReplayOpened: ResolverTypeWrapper<ReplayOpenedModel>;
  ReplayState: ReplayState;
  ResetAccountInput: ResetAccountInput;
  ResetAccountResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ResetAccountResult']>;
  ScoreEvent: ResolverTypeWrapper<ScoreEventModel>;
  SetAccountVisibilityInput: SetAccountVisibilityInput;
  SetAccountVisibilityResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetAccountVisibilityResult']>;
  SetExitsInput: SetExitsInput;
  SetExitsResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetExitsResult']>;
  SideSplit: ResolverTypeWrapper<SideSplit>;
  StalePrice: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'StalePrice'>>;
  Status: ResolverTypeWrapper<Status>;
  StreamCount: ResolverTypeWrapper<StreamCount>;
  StrikeRange: StrikeRange;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TickStep: ResolverTypeWrapper<TickStep>;
  TimeInForce: TimeInForce;
  Token: ResolverTypeWrapper<StoredToken>;
  TooManyOrders: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'TooManyOrders'>>;
  TooManyReplays: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'TooManyReplays'>>;
  TooManyResets: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'TooManyResets'>>;
  TrailingStop: ResolverTypeWrapper<Omit<import('../../domain/position.js').TrailingStop, 'id'>>;
  TrailingStopInput: TrailingStopInput;
  UnknownInstrument: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'UnknownInstrument'>>;
  ValueOrigin: ValueOrigin;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  VolatilityConnection: ResolverTypeWrapper<Omit<VolatilityConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['VolatilityEdge']> }>;
  VolatilityEdge: ResolverTypeWrapper<Omit<VolatilityEdge, 'node'> & { node: ResolversTypes['VolatilityPoint'] }>;
  VolatilityPoint: ResolverTypeWrapper<VolatilityPointModel>;
  WarmUp: ResolverTypeWrapper<WarmUp>;
  WarmUpKind: WarmUpKind;
  WarmUpState: WarmUpState;
  WrongAccountKind: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'>>;
  WrongExit: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'WrongExit'>>;
  WrongUnit: ResolverTypeWrapper<import('../../domain/refusal.js').RefusalOf<'WrongUnit'>>;
}>;

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = ResolversObject<{
  Account: AccountModel;
  AccountClosed: AccountClosedModel;
  AccountExists: import('../../domain/refusal.js').RefusalOf<'AccountExists'>;
  AccountIsClosed: import('../../domain/refusal.js').RefusalOf<'AccountIsClosed'>;
  AccountOpened: AccountOpenedModel;
  AccountReset: AccountResetModel;
  AccountVisibilitySet: AccountVisibilitySetModel;
  Accounts: AccountList;
  AgentAccount: import('../../domain/refusal.js').RefusalOf<'AgentAccount'>;
  AmendOrderInput: AmendOrderInput;
  AmendOrderResult: ResolversUnionTypes<ResolversParentTypes>['AmendOrderResult'];
  Boolean: Scalars['Boolean']['output'];
  CalibrationBucket: CalibrationBucket;
  CancelOrderInput: CancelOrderInput;
  CancelOrderResult: ResolversUnionTypes<ResolversParentTypes>['CancelOrderResult'];
  CancelOrdersInput: CancelOrdersInput;
  CancelOrdersResult: ResolversUnionTypes<ResolversParentTypes>['CancelOrdersResult'];
  Candle: CandleModel;
  CandleConnection: Omit<CandleConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['CandleEdge']> };
  CandleEdge: Omit<CandleEdge, 'node'> & { node: ResolversParentTypes['Candle'] };
  ChainExpiry: ChainExpiryModel;
  ChainOpenInterest: ChainOpenInterestModel;
  CloseAccountInput: CloseAccountInput;
  CloseAccountResult: ResolversUnionTypes<ResolversParentTypes>['CloseAccountResult'];
  ClosedTrade: ClosedTradeModel;
  ClosedTradeConnection: Omit<ClosedTradeConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['ClosedTradeEdge']> };
  ClosedTradeEdge: Omit<ClosedTradeEdge, 'node'> & { node: ResolversParentTypes['ClosedTrade'] };
  ControlReplayInput: ControlReplayInput;
  DateTime: Scalars['DateTime']['output'];
  Decision: DecisionModel;
  DecisionConnection: Omit<DecisionConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['DecisionEdge']> };
  DecisionEdge: Omit<DecisionEdge, 'node'> & { node: ResolversParentTypes['Decision'] };
  DecisionPublished: DecisionPublishedModel;
  Delivery: Delivery;
  Equity: EquityModel;
  EquityPoint: DrawnPoint;
  ExitPlan: Omit<ExitPlan, 'invalidationRule' | 'trailingStop'> & { invalidationRule?: Maybe<ResolversParentTypes['InvalidationRule']>, trailingStop?: Maybe<ResolversParentTypes['TrailingStop']> };
  ExitsSet: ExitsSetModel;
  Expiries: ExpirySummaries;
  Expiry: ExpirySummary;
  FanoutStatus: FanoutStatus;
  FeedStatus: FeedStatus;
  Fill: FillModel;
  FillConnection: Omit<FillConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['FillEdge']> };
  FillEdge: Omit<FillEdge, 'node'> & { node: ResolversParentTypes['Fill'] };
  Float: Scalars['Float']['output'];
  Greeks: Greeks;
  HistoryHole: HistoryHole;
  HistoryStatus: HistoryStatus;
  ID: Scalars['ID']['output'];
  Instrument: ListedInstrument;
  InstrumentHalted: import('../../domain/refusal.js').RefusalOf<'InstrumentHalted'>;
  Instruments: InstrumentsModel;
  InsufficientMargin: import('../../domain/refusal.js').RefusalOf<'InsufficientMargin'>;
  Int: Scalars['Int']['output'];
  InvalidationRule: InvalidationRuleModel;
  Leaderboard: LeaderboardModel;
  LeaderboardEntry: LeaderboardEntryModel;
  LiveCandle: LiveCandleModel;
  LivePayload: ResolversInterfaceTypes<ResolversParentTypes>['LivePayload'];
  LiveVolatility: LiveVolatilityModel;
  MarketClosed: import('../../domain/refusal.js').RefusalOf<'MarketClosed'>;
  MarketData: MarketDataModel;
  MintTokenInput: MintTokenInput;
  MintedToken: Omit<MintedToken, 'token'> & { token: ResolversParentTypes['Token'] };
  Mutation: Record<PropertyKey, never>;
  NameTaken: import('../../domain/refusal.js').RefusalOf<'NameTaken'>;
  NoPosition: import('../../domain/refusal.js').RefusalOf<'NoPosition'>;
  NoQuote: import('../../domain/refusal.js').RefusalOf<'NoQuote'>;
  NotEnoughOffered: import('../../domain/refusal.js').RefusalOf<'NotEnoughOffered'>;
  NothingLeft: import('../../domain/refusal.js').RefusalOf<'NothingLeft'>;
  NothingToReduce: import('../../domain/refusal.js').RefusalOf<'NothingToReduce'>;
  OffStep: import('../../domain/refusal.js').RefusalOf<'OffStep'>;
  OpenAccountInput: OpenAccountInput;
  OpenAccountResult: ResolversUnionTypes<ResolversParentTypes>['OpenAccountResult'];
  OpenOrders: OpenOrdersModel;
  OpenReplayInput: OpenReplayInput;
  OpenReplayResult: ResolversUnionTypes<ResolversParentTypes>['OpenReplayResult'];
  OptionContract: OptionContractModel;
  OptionsChain: OptionsChainView;
  Order: OrderModel;
  OrderAmended: OrderAmendedModel;
  OrderCancelled: OrderCancelledModel;
  OrderConnection: Omit<OrderConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['OrderEdge']> };
  OrderEdge: Omit<OrderEdge, 'node'> & { node: ResolversParentTypes['Order'] };
  OrderEvent: OrderEventModel;
  OrderNotOpen: import('../../domain/refusal.js').RefusalOf<'OrderNotOpen'>;
  OrderPlaced: OrderPlacedModel;
  OrdersCancelled: OrdersCancelledModel;
  OutOfBounds: import('../../domain/refusal.js').RefusalOf<'OutOfBounds'>;
  OutOfDate: import('../../domain/refusal.js').RefusalOf<'OutOfDate'>;
  PageInfo: PageInfo;
  Performance: PerformanceModel;
  PerformancePublished: PerformancePublishedModel;
  Perpetual: Perpetual;
  PlaceOrderInput: PlaceOrderInput;
  PlaceOrderResult: ResolversUnionTypes<ResolversParentTypes>['PlaceOrderResult'];
  Portfolio: PortfolioModel;
  Position: PositionModel;
  PositionGreeks: PositionGreeks;
  Positions: PositionsModel;
  PositionsLeft: import('../../domain/refusal.js').RefusalOf<'PositionsLeft'>;
  PositionsPublished: PositionsPublishedModel;
  PricePoint: PricePoint;
  PublishDecisionInput: PublishDecisionInput;
  PublishDecisionResult: ResolversUnionTypes<ResolversParentTypes>['PublishDecisionResult'];
  PublishPerformanceInput: PublishPerformanceInput;
  PublishPerformanceResult: ResolversUnionTypes<ResolversParentTypes>['PublishPerformanceResult'];
  PublishPositionsInput: PublishPositionsInput;
  PublishPositionsResult: ResolversUnionTypes<ResolversParentTypes>['PublishPositionsResult'];
  PublishedPositionInput: PublishedPositionInput;
  Query: Record<PropertyKey, never>;
  RecordedMarket: PlayableMarket;
  Recording: Recording;
  Refusal: ResolversInterfaceTypes<ResolversParentTypes>['Refusal'];
  Replay: ReplayFacts;
  ReplayOpened: ReplayOpenedModel;
  ResetAccountInput: ResetAccountInput;
  ResetAccountResult: ResolversUnionTypes<ResolversParentTypes>['ResetAccountResult'];
  ScoreEvent: ScoreEventModel;
  SetAccountVisibilityInput: SetAccountVisibilityInput;
  SetAccountVisibilityResult: ResolversUnionTypes<ResolversParentTypes>['SetAccountVisibilityResult'];
  SetExitsInput: SetExitsInput;
  SetExitsResult: ResolversUnionTypes<ResolversParentTypes>['SetExitsResult'];
  SideSplit: SideSplit;
  StalePrice: import('../../domain/refusal.js').RefusalOf<'StalePrice'>;
  Status: Status;
  StreamCount: StreamCount;
  StrikeRange: StrikeRange;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  TickStep: TickStep;
  Token: StoredToken;
  TooManyOrders: import('../../domain/refusal.js').RefusalOf<'TooManyOrders'>;
  TooManyReplays: import('../../domain/refusal.js').RefusalOf<'TooManyReplays'>;
  TooManyResets: import('../../domain/refusal.js').RefusalOf<'TooManyResets'>;
  TrailingStop: Omit<import('../../domain/position.js').TrailingStop, 'id'>;
  TrailingStopInput: TrailingStopInput;
  UnknownInstrument: import('../../domain/refusal.js').RefusalOf<'UnknownInstrument'>;
  Viewer: ViewerModel;
  VolatilityConnection: Omit<VolatilityConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['VolatilityEdge']> };
  VolatilityEdge: Omit<VolatilityEdge, 'node'> & { node: ResolversParentTypes['VolatilityPoint'] };
  VolatilityPoint: VolatilityPointModel;
  WarmUp: WarmUp;
  WrongAccountKind: import('../../domain/refusal.js').RefusalOf<'WrongAccountKind'>;
  WrongExit: import('../../domain/refusal.js').RefusalOf<'WrongExit'>;
  WrongUnit: import('../../domain/refusal.js').RefusalOf<'WrongUnit'>;
}>;

export type AccountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = ResolversObject<{
  agent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hasTraded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AccountKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  resetAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  resets?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['AccountVisibility'], ParentType, ContextType>;
}>;

export type AccountClosedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AccountClosed'] = ResolversParentTypes['AccountClosed']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  fills?: Resolver<ReadonlyArray<ResolversTypes['Fill']>, ParentType, ContextType>;
  orders?: Resolver<ReadonlyArray<ResolversTypes['Order']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type AccountExistsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AccountExists'] = ResolversParentTypes['AccountExists']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type AccountIsClosedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AccountIsClosed'] = ResolversParentTypes['AccountIsClosed']> = ResolversObject<{
  closedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type AccountOpenedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AccountOpened'] = ResolversParentTypes['AccountOpened']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type AccountResetResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AccountReset'] = ResolversParentTypes['AccountReset']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  droppedSymbols?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  orders?: Resolver<ReadonlyArray<ResolversTypes['Order']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type AccountVisibilitySetResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AccountVisibilitySet'] = ResolversParentTypes['AccountVisibilitySet']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type AccountsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Accounts'] = ResolversParentTypes['Accounts']> = ResolversObject<{
  accounts?: Resolver<ReadonlyArray<ResolversTypes['Account']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type AgentAccountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AgentAccount'] = ResolversParentTypes['AgentAccount']> = ResolversObject<{
  agent?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type AmendOrderResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AmendOrderResult'] = ResolversParentTypes['AmendOrderResult']> = ResolversObject<{
  __resolveType: TypeResolveFn<'AccountIsClosed' | 'InstrumentHalted' | 'InsufficientMargin' | 'MarketClosed' | 'NoQuote' | 'NotEnoughOffered' | 'NothingLeft' | 'NothingToReduce' | 'OffStep' | 'OrderAmended' | 'OrderNotOpen' | 'OutOfBounds' | 'StalePrice' | 'TooManyOrders' | 'UnknownInstrument' | 'WrongAccountKind' | 'WrongExit' | 'WrongUnit', ParentType, ContextType>;
}>;

export type CalibrationBucketResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CalibrationBucket'] = ResolversParentTypes['CalibrationBucket']> = ResolversObject<{
  decided?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fromConfidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  toConfidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  winRatePct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  won?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type CancelOrderResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CancelOrderResult'] = ResolversParentTypes['CancelOrderResult']> = ResolversObject<{
  __resolveType: TypeResolveFn<'AccountIsClosed' | 'OrderCancelled' | 'OrderNotOpen' | 'WrongAccountKind', ParentType, ContextType>;
}>;

export type CancelOrdersResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CancelOrdersResult'] = ResolversParentTypes['CancelOrdersResult']> = ResolversObject<{
  __resolveType: TypeResolveFn<'AccountIsClosed' | 'OrdersCancelled' | 'WrongAccountKind', ParentType, ContextType>;
}>;

export type CandleResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Candle'] = ResolversParentTypes['Candle']> = ResolversObject<{
  close?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  final?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  high?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  low?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  minutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
}>;

export type CandleConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CandleConnection'] = ResolversParentTypes['CandleConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['CandleEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['CandleUnit'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['CandleValue'], ParentType, ContextType>;
}>;

export type CandleEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CandleEdge'] = ResolversParentTypes['CandleEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Candle'], ParentType, ContextType>;
}>;

export type ChainExpiryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ChainExpiry'] = ResolversParentTypes['ChainExpiry']> = ResolversObject<{
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  atmIv?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  atmStrikeUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  contractCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  daysToExpiry?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  expiry?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiryLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  openInterest?: Resolver<ResolversTypes['ChainOpenInterest'], ParentType, ContextType>;
  underlyingFreshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  underlyingPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
}>;

export type ChainOpenInterestResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ChainOpenInterest'] = ResolversParentTypes['ChainOpenInterest']> = ResolversObject<{
  callsCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  largestCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  putCallRatio?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  putsCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
}>;

export type CloseAccountResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CloseAccountResult'] = ResolversParentTypes['CloseAccountResult']> = ResolversObject<{
  __resolveType: TypeResolveFn<'AccountClosed' | 'AccountIsClosed' | 'AgentAccount' | 'PositionsLeft' | 'WrongAccountKind', ParentType, ContextType>;
}>;

export type ClosedTradeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ClosedTrade'] = ResolversParentTypes['ClosedTrade']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  closedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  entryPriceUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  exitPriceUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  feesUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  fundingUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['DecisionOutcome'], ParentType, ContextType>;
  pnlUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  quantityCoin?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  side?: Resolver<ResolversTypes['PositionSide'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type ClosedTradeConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ClosedTradeConnection'] = ResolversParentTypes['ClosedTradeConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['ClosedTradeEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type ClosedTradeEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ClosedTradeEdge'] = ResolversParentTypes['ClosedTradeEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ClosedTrade'], ParentType, ContextType>;
}>;

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DecisionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Decision'] = ResolversParentTypes['Decision']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['DecisionAction'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  confidence?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  executed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  feeUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  fillPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invalidation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  invalidationRule?: Resolver<Maybe<ResolversTypes['InvalidationRule']>, ParentType, ContextType>;
  leverage?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['DecisionOutcome']>, ParentType, ContextType>;
  pnlUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  profitTargetUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  quantityCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  rMultiple?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  reasoning?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  stopLossUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type DecisionConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DecisionConnection'] = ResolversParentTypes['DecisionConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['DecisionEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type DecisionEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DecisionEdge'] = ResolversParentTypes['DecisionEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Decision'], ParentType, ContextType>;
}>;

export type DecisionPublishedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DecisionPublished'] = ResolversParentTypes['DecisionPublished']> = ResolversObject<{
  decision?: Resolver<ResolversTypes['Decision'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type DeliveryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Delivery'] = ResolversParentTypes['Delivery']> = ResolversObject<{
  origin?: Resolver<ResolversTypes['DeliveryOrigin'], ParentType, ContextType>;
  priceUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
}>;

export type EquityResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Equity'] = ResolversParentTypes['Equity']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  maxDrawdownPct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  points?: Resolver<ReadonlyArray<ResolversTypes['EquityPoint']>, ParentType, ContextType>;
}>;

export type EquityPointResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EquityPoint'] = ResolversParentTypes['EquityPoint']> = ResolversObject<{
  accountValueUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  drawdownPct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
}>;

export type ExitPlanResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ExitPlan'] = ResolversParentTypes['ExitPlan']> = ResolversObject<{
  invalidation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  invalidationRule?: Resolver<Maybe<ResolversTypes['InvalidationRule']>, ParentType, ContextType>;
  profitTargetUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  stopLossUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  trailingStop?: Resolver<Maybe<ResolversTypes['TrailingStop']>, ParentType, ContextType>;
}>;

export type ExitsSetResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ExitsSet'] = ResolversParentTypes['ExitsSet']> = ResolversObject<{
  exitPlan?: Resolver<Maybe<ResolversTypes['ExitPlan']>, ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ExpiriesResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Expiries'] = ResolversParentTypes['Expiries']> = ResolversObject<{
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiries?: Resolver<ReadonlyArray<ResolversTypes['Expiry']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ExpiryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Expiry'] = ResolversParentTypes['Expiry']> = ResolversObject<{
  atmIv?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  contractCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  daysToExpiry?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  expiry?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiryLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  underlyingFreshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  underlyingPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
}>;

export type FanoutStatusResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FanoutStatus'] = ResolversParentTypes['FanoutStatus']> = ResolversObject<{
  bytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  closedAsSlow?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  conflated?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  deliveries?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  events?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  groups?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  members?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  queueDepth?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type FeedStatusResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FeedStatus'] = ResolversParentTypes['FeedStatus']> = ResolversObject<{
  currencies?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  lastReceivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  recording?: Resolver<Maybe<ResolversTypes['Recording']>, ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['FeedState'], ParentType, ContextType>;
}>;

export type FillResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Fill'] = ResolversParentTypes['Fill']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  decisionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  delivery?: Resolver<Maybe<ResolversTypes['Delivery']>, ParentType, ContextType>;
  feeUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  liquidity?: Resolver<ResolversTypes['Liquidity'], ParentType, ContextType>;
  orderId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  priceCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  priceUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  quantityCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  realizedPnlUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['FillReason'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  side?: Resolver<ResolversTypes['OrderSide'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type FillConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FillConnection'] = ResolversParentTypes['FillConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['FillEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type FillEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FillEdge'] = ResolversParentTypes['FillEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Fill'], ParentType, ContextType>;
}>;

export type GreeksResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Greeks'] = ResolversParentTypes['Greeks']> = ResolversObject<{
  delta?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  gamma?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['ValueOrigin'], ParentType, ContextType>;
  rho?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  theta?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  vega?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
}>;

export type HistoryHoleResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['HistoryHole'] = ResolversParentTypes['HistoryHole']> = ResolversObject<{
  droppedEvents?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
}>;

export type HistoryStatusResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['HistoryStatus'] = ResolversParentTypes['HistoryStatus']> = ResolversObject<{
  accountBytes?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  bytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  droppedEvents?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  holes?: Resolver<ReadonlyArray<ResolversTypes['HistoryHole']>, ParentType, ContextType>;
  maxAccountBytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  maxBytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['RecordingState'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
}>;

export type InstrumentResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Instrument'] = ResolversParentTypes['Instrument']> = ResolversObject<{
  amountUnit?: Resolver<ResolversTypes['InstrumentUnit'], ParentType, ContextType>;
  contractSize?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiry?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['InstrumentKind'], ParentType, ContextType>;
  lotSize?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  makerFee?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  minOrderSize?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  optionKind?: Resolver<Maybe<ResolversTypes['OptionKind']>, ParentType, ContextType>;
  priceUnit?: Resolver<ResolversTypes['InstrumentUnit'], ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['InstrumentState']>, ParentType, ContextType>;
  strikeUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  takerFee?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  tickSize?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  tickSteps?: Resolver<Maybe<ReadonlyArray<ResolversTypes['TickStep']>>, ParentType, ContextType>;
}>;

export type InstrumentHaltedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['InstrumentHalted'] = ResolversParentTypes['InstrumentHalted']> = ResolversObject<{
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['InstrumentState'], ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type InstrumentsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Instruments'] = ResolversParentTypes['Instruments']> = ResolversObject<{
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  instruments?: Resolver<ReadonlyArray<ResolversTypes['Instrument']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type InsufficientMarginResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['InsufficientMargin'] = ResolversParentTypes['InsufficientMargin']> = ResolversObject<{
  availableUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  neededUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type InvalidationRuleResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['InvalidationRule'] = ResolversParentTypes['InvalidationRule']> = ResolversObject<{
  comparison?: Resolver<Maybe<ResolversTypes['Comparison']>, ParentType, ContextType>;
  measure?: Resolver<Maybe<ResolversTypes['InvalidationMeasure']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
}>;

export type LeaderboardResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Leaderboard'] = ResolversParentTypes['Leaderboard']> = ResolversObject<{
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  entries?: Resolver<ReadonlyArray<ResolversTypes['LeaderboardEntry']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type LeaderboardEntryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LeaderboardEntry'] = ResolversParentTypes['LeaderboardEntry']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  performance?: Resolver<ResolversTypes['Performance'], ParentType, ContextType>;
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type LiveCandleResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LiveCandle'] = ResolversParentTypes['LiveCandle']> = ResolversObject<{
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  candle?: Resolver<Maybe<ResolversTypes['Candle']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['Candle']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['CandleUnit'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['CandleValue'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type LivePayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LivePayload'] = ResolversParentTypes['LivePayload']> = ResolversObject<{
  __resolveType: TypeResolveFn<'Decision' | 'Expiries' | 'Fill' | 'Instruments' | 'LiveCandle' | 'LiveVolatility' | 'MarketData' | 'OpenOrders' | 'OptionsChain' | 'OrderEvent' | 'Performance' | 'Portfolio' | 'Positions', ParentType, ContextType>;
}>;

export type LiveVolatilityResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LiveVolatility'] = ResolversParentTypes['LiveVolatility']> = ResolversObject<{
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  point?: Resolver<Maybe<ResolversTypes['VolatilityPoint']>, ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['VolatilityPoint']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  tenorDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type MarketClosedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MarketClosed'] = ResolversParentTypes['MarketClosed']> = ResolversObject<{
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type MarketDataResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MarketData'] = ResolversParentTypes['MarketData']> = ResolversObject<{
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  indexAsOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  indexFreshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  indexHistory?: Resolver<ReadonlyArray<ResolversTypes['PricePoint']>, ParentType, ContextType, RequireFields<MarketDataIndexHistoryArgs, 'points'>>;
  indexPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  perpetual?: Resolver<Maybe<ResolversTypes['Perpetual']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  volatilityIndex?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  volatilityIndexAsOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  volatilityIndexFreshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type MintedTokenResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MintedToken'] = ResolversParentTypes['MintedToken']> = ResolversObject<{
  bearerToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
}>;

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = ResolversObject<{
  amendOrder?: Resolver<ResolversTypes['AmendOrderResult'], ParentType, ContextType, RequireFields<MutationAmendOrderArgs, 'input'>>;
  cancelOrder?: Resolver<ResolversTypes['CancelOrderResult'], ParentType, ContextType, RequireFields<MutationCancelOrderArgs, 'input'>>;
  cancelOrders?: Resolver<ResolversTypes['CancelOrdersResult'], ParentType, ContextType, RequireFields<MutationCancelOrdersArgs, 'input'>>;
  closeAccount?: Resolver<ResolversTypes['CloseAccountResult'], ParentType, ContextType, RequireFields<MutationCloseAccountArgs, 'input'>>;
  closeReplay?: Resolver<ResolversTypes['Replay'], ParentType, ContextType, RequireFields<MutationCloseReplayArgs, 'id'>>;
  controlReplay?: Resolver<ResolversTypes['Replay'], ParentType, ContextType, RequireFields<MutationControlReplayArgs, 'input'>>;
  mintToken?: Resolver<ResolversTypes['MintedToken'], ParentType, ContextType, RequireFields<MutationMintTokenArgs, 'input'>>;
  openAccount?: Resolver<ResolversTypes['OpenAccountResult'], ParentType, ContextType, RequireFields<MutationOpenAccountArgs, 'input'>>;
  openReplay?: Resolver<ResolversTypes['OpenReplayResult'], ParentType, ContextType, RequireFields<MutationOpenReplayArgs, 'input'>>;
  placeOrder?: Resolver<ResolversTypes['PlaceOrderResult'], ParentType, ContextType, RequireFields<MutationPlaceOrderArgs, 'input'>>;
  publishDecision?: Resolver<ResolversTypes['PublishDecisionResult'], ParentType, ContextType, RequireFields<MutationPublishDecisionArgs, 'input'>>;
  publishPerformance?: Resolver<ResolversTypes['PublishPerformanceResult'], ParentType, ContextType, RequireFields<MutationPublishPerformanceArgs, 'input'>>;
  publishPositions?: Resolver<ResolversTypes['PublishPositionsResult'], ParentType, ContextType, RequireFields<MutationPublishPositionsArgs, 'input'>>;
  renewToken?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType, RequireFields<MutationRenewTokenArgs, 'token'>>;
  resetAccount?: Resolver<ResolversTypes['ResetAccountResult'], ParentType, ContextType, RequireFields<MutationResetAccountArgs, 'input'>>;
  revokeToken?: Resolver<ResolversTypes['Token'], ParentType, ContextType, RequireFields<MutationRevokeTokenArgs, 'id'>>;
  setAccountVisibility?: Resolver<ResolversTypes['SetAccountVisibilityResult'], ParentType, ContextType, RequireFields<MutationSetAccountVisibilityArgs, 'input'>>;
  setExits?: Resolver<ResolversTypes['SetExitsResult'], ParentType, ContextType, RequireFields<MutationSetExitsArgs, 'input'>>;
}>;

export type NameTakenResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NameTaken'] = ResolversParentTypes['NameTaken']> = ResolversObject<{
  looksLike?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type NoPositionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NoPosition'] = ResolversParentTypes['NoPosition']> = ResolversObject<{
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type NoQuoteResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NoQuote'] = ResolversParentTypes['NoQuote']> = ResolversObject<{
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type NotEnoughOfferedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NotEnoughOffered'] = ResolversParentTypes['NotEnoughOffered']> = ResolversObject<{
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  offeredCoin?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type NothingLeftResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NothingLeft'] = ResolversParentTypes['NothingLeft']> = ResolversObject<{
  filledCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type NothingToReduceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NothingToReduce'] = ResolversParentTypes['NothingToReduce']> = ResolversObject<{
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type OffStepResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OffStep'] = ResolversParentTypes['OffStep']> = ResolversObject<{
  above?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  below?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type OpenAccountResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OpenAccountResult'] = ResolversParentTypes['OpenAccountResult']> = ResolversObject<{
  __resolveType: TypeResolveFn<'AccountExists' | 'AccountOpened' | 'NameTaken' | 'WrongAccountKind', ParentType, ContextType>;
}>;

export type OpenOrdersResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OpenOrders'] = ResolversParentTypes['OpenOrders']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  orders?: Resolver<ReadonlyArray<ResolversTypes['Order']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type OpenReplayResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OpenReplayResult'] = ResolversParentTypes['OpenReplayResult']> = ResolversObject<{
  __resolveType: TypeResolveFn<'ReplayOpened' | 'TooManyReplays', ParentType, ContextType>;
}>;

export type OptionContractResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OptionContract'] = ResolversParentTypes['OptionContract']> = ResolversObject<{
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  askAmountCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  askIv?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  askPriceCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  askPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  bidAmountCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  bidIv?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  bidPriceCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  bidPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  expiry?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  greeks?: Resolver<Maybe<ResolversTypes['Greeks']>, ParentType, ContextType>;
  lastPriceCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  lastPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  markAsOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  markDoubted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  markFreshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  markIv?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  markPriceCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  markPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  openInterestCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  optionKind?: Resolver<ResolversTypes['OptionKind'], ParentType, ContextType>;
  quoteAsOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  quoteDoubted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  quoteFreshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  quoteIvOrigin?: Resolver<Maybe<ResolversTypes['ValueOrigin']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['InstrumentState']>, ParentType, ContextType>;
  strikeUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  volume24hCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
}>;

export type OptionsChainResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OptionsChain'] = ResolversParentTypes['OptionsChain']> = ResolversObject<{
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  atmIv?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  atmStrikeUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  contractCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  contracts?: Resolver<ReadonlyArray<ResolversTypes['OptionContract']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  daysToExpiry?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  expiries?: Resolver<ReadonlyArray<ResolversTypes['ChainExpiry']>, ParentType, ContextType>;
  expiry?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiryLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  indexPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  openInterest?: Resolver<ResolversTypes['ChainOpenInterest'], ParentType, ContextType>;
  removed?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  underlyingFreshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  underlyingPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  whole?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type OrderResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  averageFillPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cancelReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  decisionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  feeUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  filledCoin?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  leverage?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  limitPriceCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  limitPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['OrderOrigin'], ParentType, ContextType>;
  placedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  profitTargetUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  quantityCoin?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  reduceOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  side?: Resolver<ResolversTypes['OrderSide'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  stopLossUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timeInForce?: Resolver<ResolversTypes['TimeInForce'], ParentType, ContextType>;
  trailingStop?: Resolver<Maybe<ResolversTypes['TrailingStop']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['OrderType'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
}>;

export type OrderAmendedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OrderAmended'] = ResolversParentTypes['OrderAmended']> = ResolversObject<{
  fills?: Resolver<ReadonlyArray<ResolversTypes['Fill']>, ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type OrderCancelledResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OrderCancelled'] = ResolversParentTypes['OrderCancelled']> = ResolversObject<{
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type OrderConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OrderConnection'] = ResolversParentTypes['OrderConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['OrderEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
}>;

export type OrderEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OrderEdge'] = ResolversParentTypes['OrderEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
}>;

export type OrderEventResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OrderEvent'] = ResolversParentTypes['OrderEvent']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  change?: Resolver<ResolversTypes['OrderChange'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type OrderNotOpenResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OrderNotOpen'] = ResolversParentTypes['OrderNotOpen']> = ResolversObject<{
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['OrderStatus']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type OrderPlacedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OrderPlaced'] = ResolversParentTypes['OrderPlaced']> = ResolversObject<{
  fills?: Resolver<ReadonlyArray<ResolversTypes['Fill']>, ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type OrdersCancelledResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OrdersCancelled'] = ResolversParentTypes['OrdersCancelled']> = ResolversObject<{
  orders?: Resolver<ReadonlyArray<ResolversTypes['Order']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type OutOfBoundsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OutOfBounds'] = ResolversParentTypes['OutOfBounds']> = ResolversObject<{
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  most?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type OutOfDateResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['OutOfDate'] = ResolversParentTypes['OutOfDate']> = ResolversObject<{
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  newest?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type PageInfoResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = ResolversObject<{
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type PerformanceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Performance'] = ResolversParentTypes['Performance']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  accountValueUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  averageLossUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  averageWinUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cagrPct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  calibration?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CalibrationBucket']>>, ParentType, ContextType>;
  calmar?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cashUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  currentDrawdownPct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  doubts?: Resolver<ReadonlyArray<ResolversTypes['FigureDoubt']>, ParentType, ContextType>;
  expectancyUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  exposurePct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  feeSharePct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  feesUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  fundingUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  longTrades?: Resolver<Maybe<ResolversTypes['SideSplit']>, ParentType, ContextType>;
  maxDrawdownPct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  netDepositsUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  openPositions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  profitFactor?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  realizedPnlUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  sampleIntervalSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  samples?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  samplesNeeded?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sharpe?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  shortTrades?: Resolver<Maybe<ResolversTypes['SideSplit']>, ParentType, ContextType>;
  sortino?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  timeFlatPct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  totalReturnPct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  trades?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  unrealizedPnlUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  winRatePct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type PerformancePublishedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PerformancePublished'] = ResolversParentTypes['PerformancePublished']> = ResolversObject<{
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type PerpetualResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Perpetual'] = ResolversParentTypes['Perpetual']> = ResolversObject<{
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  askAmountUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  askPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  bidAmountUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  bidPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  change24hPct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  fundingPaid8h?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  fundingRate8h?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  high24hUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  lastPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  low24hUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  markAsOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  markDoubted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  markFreshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  markPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  openInterestUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  quoteAsOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  quoteDoubted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  quoteFreshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['InstrumentState']>, ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  volume24hCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  volume24hUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
}>;

export type PlaceOrderResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PlaceOrderResult'] = ResolversParentTypes['PlaceOrderResult']> = ResolversObject<{
  __resolveType: TypeResolveFn<'AccountIsClosed' | 'InstrumentHalted' | 'InsufficientMargin' | 'MarketClosed' | 'NoQuote' | 'NotEnoughOffered' | 'NothingToReduce' | 'OffStep' | 'OrderPlaced' | 'OutOfBounds' | 'StalePrice' | 'TooManyOrders' | 'UnknownInstrument' | 'WrongAccountKind' | 'WrongExit', ParentType, ContextType>;
}>;

export type PortfolioResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Portfolio'] = ResolversParentTypes['Portfolio']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  cashUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  maintenanceMarginUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  marginAvailableUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  marginUsedUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  totalDeltaUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  totalGammaUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  totalThetaUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  totalValueUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  totalVegaUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type PositionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Position'] = ResolversParentTypes['Position']> = ResolversObject<{
  entryPriceUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  exitPlan?: Resolver<Maybe<ResolversTypes['ExitPlan']>, ParentType, ContextType>;
  greeks?: Resolver<Maybe<ResolversTypes['PositionGreeks']>, ParentType, ContextType>;
  leverage?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  liquidationPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  marginUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  markDoubted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  markPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  notionalUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  openedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  pnlPct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  pnlUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  quantityCoin?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  side?: Resolver<ResolversTypes['PositionSide'], ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['InstrumentState']>, ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type PositionGreeksResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PositionGreeks'] = ResolversParentTypes['PositionGreeks']> = ResolversObject<{
  deltaCoin?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  gamma?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  thetaUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  vegaUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
}>;

export type PositionsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Positions'] = ResolversParentTypes['Positions']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  positions?: Resolver<ReadonlyArray<ResolversTypes['Position']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type PositionsLeftResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PositionsLeft'] = ResolversParentTypes['PositionsLeft']> = ResolversObject<{
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  symbols?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type PositionsPublishedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PositionsPublished'] = ResolversParentTypes['PositionsPublished']> = ResolversObject<{
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type PricePointResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PricePoint'] = ResolversParentTypes['PricePoint']> = ResolversObject<{
  priceUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
}>;

export type PublishDecisionResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PublishDecisionResult'] = ResolversParentTypes['PublishDecisionResult']> = ResolversObject<{
  __resolveType: TypeResolveFn<'DecisionPublished' | 'NameTaken' | 'WrongAccountKind', ParentType, ContextType>;
}>;

export type PublishPerformanceResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PublishPerformanceResult'] = ResolversParentTypes['PublishPerformanceResult']> = ResolversObject<{
  __resolveType: TypeResolveFn<'NameTaken' | 'OutOfDate' | 'PerformancePublished' | 'WrongAccountKind', ParentType, ContextType>;
}>;

export type PublishPositionsResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PublishPositionsResult'] = ResolversParentTypes['PublishPositionsResult']> = ResolversObject<{
  __resolveType: TypeResolveFn<'NameTaken' | 'OutOfDate' | 'PositionsPublished' | 'WrongAccountKind', ParentType, ContextType>;
}>;

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = ResolversObject<{
  accounts?: Resolver<ReadonlyArray<ResolversTypes['Account']>, ParentType, ContextType, Partial<QueryAccountsArgs>>;
  candles?: Resolver<ResolversTypes['CandleConnection'], ParentType, ContextType, RequireFields<QueryCandlesArgs, 'currency' | 'first' | 'interval'>>;
  closedTrades?: Resolver<ResolversTypes['ClosedTradeConnection'], ParentType, ContextType, RequireFields<QueryClosedTradesArgs, 'first'>>;
  decisions?: Resolver<ResolversTypes['DecisionConnection'], ParentType, ContextType, RequireFields<QueryDecisionsArgs, 'first'>>;
  equity?: Resolver<ResolversTypes['Equity'], ParentType, ContextType, RequireFields<QueryEquityArgs, 'points'>>;
  expiries?: Resolver<ReadonlyArray<ResolversTypes['Expiry']>, ParentType, ContextType, RequireFields<QueryExpiriesArgs, 'currency'>>;
  fills?: Resolver<ResolversTypes['FillConnection'], ParentType, ContextType, RequireFields<QueryFillsArgs, 'first'>>;
  instruments?: Resolver<ResolversTypes['Instruments'], ParentType, ContextType, RequireFields<QueryInstrumentsArgs, 'currency' | 'first'>>;
  leaderboard?: Resolver<ReadonlyArray<ResolversTypes['LeaderboardEntry']>, ParentType, ContextType, RequireFields<QueryLeaderboardArgs, 'first'>>;
  marketData?: Resolver<ResolversTypes['MarketData'], ParentType, ContextType, RequireFields<QueryMarketDataArgs, 'currency'>>;
  openOrders?: Resolver<ResolversTypes['OpenOrders'], ParentType, ContextType, Partial<QueryOpenOrdersArgs>>;
  optionsChain?: Resolver<ResolversTypes['OptionsChain'], ParentType, ContextType, RequireFields<QueryOptionsChainArgs, 'currency'>>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType, RequireFields<QueryOrderArgs, 'id'>>;
  orders?: Resolver<ResolversTypes['OrderConnection'], ParentType, ContextType, RequireFields<QueryOrdersArgs, 'first'>>;
  performance?: Resolver<ResolversTypes['Performance'], ParentType, ContextType, Partial<QueryPerformanceArgs>>;
  portfolio?: Resolver<ResolversTypes['Portfolio'], ParentType, ContextType, Partial<QueryPortfolioArgs>>;
  positions?: Resolver<ResolversTypes['Positions'], ParentType, ContextType, Partial<QueryPositionsArgs>>;
  recordings?: Resolver<ReadonlyArray<ResolversTypes['RecordedMarket']>, ParentType, ContextType>;
  replays?: Resolver<ReadonlyArray<ResolversTypes['Replay']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['Status'], ParentType, ContextType>;
  tokens?: Resolver<ReadonlyArray<ResolversTypes['Token']>, ParentType, ContextType, RequireFields<QueryTokensArgs, 'first'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
  volatilityHistory?: Resolver<ResolversTypes['VolatilityConnection'], ParentType, ContextType, RequireFields<QueryVolatilityHistoryArgs, 'currency' | 'first' | 'interval' | 'tenorDays'>>;
}>;

export type RecordedMarketResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RecordedMarket'] = ResolversParentTypes['RecordedMarket']> = ResolversObject<{
  bytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  current?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  holes?: Resolver<ReadonlyArray<ResolversTypes['HistoryHole']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
}>;

export type RecordingResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Recording'] = ResolversParentTypes['Recording']> = ResolversObject<{
  cutOff?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  frames?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  misdated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outOfOrder?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pausesCut?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  secondsCut?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  startsOver?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  undated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unread?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type RefusalResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = ResolversObject<{
  __resolveType: TypeResolveFn<'AccountExists' | 'AccountIsClosed' | 'AgentAccount' | 'InstrumentHalted' | 'InsufficientMargin' | 'MarketClosed' | 'NameTaken' | 'NoPosition' | 'NoQuote' | 'NotEnoughOffered' | 'NothingLeft' | 'NothingToReduce' | 'OffStep' | 'OrderNotOpen' | 'OutOfBounds' | 'OutOfDate' | 'PositionsLeft' | 'StalePrice' | 'TooManyOrders' | 'TooManyReplays' | 'TooManyResets' | 'UnknownInstrument' | 'WrongAccountKind' | 'WrongExit' | 'WrongUnit', ParentType, ContextType>;
}>;

export type ReplayResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Replay'] = ResolversParentTypes['Replay']> = ResolversObject<{
  agents?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  loop?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  readers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  recording?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  rounds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  shared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  speed?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ReplayState'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
}>;

export type ReplayOpenedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReplayOpened'] = ResolversParentTypes['ReplayOpened']> = ResolversObject<{
  replay?: Resolver<ResolversTypes['Replay'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ResetAccountResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ResetAccountResult'] = ResolversParentTypes['ResetAccountResult']> = ResolversObject<{
  __resolveType: TypeResolveFn<'AccountIsClosed' | 'AccountReset' | 'AgentAccount' | 'TooManyResets' | 'WrongAccountKind', ParentType, ContextType>;
}>;

export type ScoreEventResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ScoreEvent'] = ResolversParentTypes['ScoreEvent']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['Decision'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type SetAccountVisibilityResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SetAccountVisibilityResult'] = ResolversParentTypes['SetAccountVisibilityResult']> = ResolversObject<{
  __resolveType: TypeResolveFn<'AccountVisibilitySet' | 'AgentAccount' | 'NameTaken' | 'WrongAccountKind', ParentType, ContextType>;
}>;

export type SetExitsResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SetExitsResult'] = ResolversParentTypes['SetExitsResult']> = ResolversObject<{
  __resolveType: TypeResolveFn<'AccountIsClosed' | 'ExitsSet' | 'NoPosition' | 'OffStep' | 'OutOfBounds' | 'WrongAccountKind' | 'WrongExit', ParentType, ContextType>;
}>;

export type SideSplitResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SideSplit'] = ResolversParentTypes['SideSplit']> = ResolversObject<{
  pnlUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  trades?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  won?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type StalePriceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StalePrice'] = ResolversParentTypes['StalePrice']> = ResolversObject<{
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type StatusResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Status'] = ResolversParentTypes['Status']> = ResolversObject<{
  fanout?: Resolver<ResolversTypes['FanoutStatus'], ParentType, ContextType>;
  feed?: Resolver<ResolversTypes['FeedStatus'], ParentType, ContextType>;
  history?: Resolver<ResolversTypes['HistoryStatus'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sockets?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  streams?: Resolver<ReadonlyArray<ResolversTypes['StreamCount']>, ParentType, ContextType>;
  uptimeSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  warmUp?: Resolver<Maybe<ResolversTypes['WarmUp']>, ParentType, ContextType>;
}>;

export type StreamCountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StreamCount'] = ResolversParentTypes['StreamCount']> = ResolversObject<{
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subscriptions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type SubscriptionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = ResolversObject<{
  accounts?: SubscriptionResolver<ResolversTypes['Accounts'], "accounts", ParentType, ContextType, RequireFields<SubscriptionAccountsArgs, 'minIntervalMs'>>;
  candle?: SubscriptionResolver<ResolversTypes['LiveCandle'], "candle", ParentType, ContextType, RequireFields<SubscriptionCandleArgs, 'currency' | 'interval' | 'minIntervalMs'>>;
  decisionScored?: SubscriptionResolver<ResolversTypes['ScoreEvent'], "decisionScored", ParentType, ContextType, Partial<SubscriptionDecisionScoredArgs>>;
  expiries?: SubscriptionResolver<ResolversTypes['Expiries'], "expiries", ParentType, ContextType, RequireFields<SubscriptionExpiriesArgs, 'currency' | 'minIntervalMs'>>;
  instruments?: SubscriptionResolver<ResolversTypes['Instruments'], "instruments", ParentType, ContextType, RequireFields<SubscriptionInstrumentsArgs, 'currency' | 'first' | 'minIntervalMs'>>;
  leaderboard?: SubscriptionResolver<ResolversTypes['Leaderboard'], "leaderboard", ParentType, ContextType, RequireFields<SubscriptionLeaderboardArgs, 'first' | 'minIntervalMs'>>;
  marketData?: SubscriptionResolver<ResolversTypes['MarketData'], "marketData", ParentType, ContextType, RequireFields<SubscriptionMarketDataArgs, 'currency' | 'minIntervalMs'>>;
  newClosedTrade?: SubscriptionResolver<ResolversTypes['ClosedTrade'], "newClosedTrade", ParentType, ContextType, Partial<SubscriptionNewClosedTradeArgs>>;
  newDecision?: SubscriptionResolver<ResolversTypes['Decision'], "newDecision", ParentType, ContextType, Partial<SubscriptionNewDecisionArgs>>;
  newFill?: SubscriptionResolver<ResolversTypes['Fill'], "newFill", ParentType, ContextType, Partial<SubscriptionNewFillArgs>>;
  newOrder?: SubscriptionResolver<ResolversTypes['OrderEvent'], "newOrder", ParentType, ContextType, Partial<SubscriptionNewOrderArgs>>;
  openOrders?: SubscriptionResolver<ResolversTypes['OpenOrders'], "openOrders", ParentType, ContextType, RequireFields<SubscriptionOpenOrdersArgs, 'minIntervalMs'>>;
  optionsChain?: SubscriptionResolver<ResolversTypes['OptionsChain'], "optionsChain", ParentType, ContextType, RequireFields<SubscriptionOptionsChainArgs, 'currency' | 'delta' | 'minIntervalMs'>>;
  performance?: SubscriptionResolver<ResolversTypes['Performance'], "performance", ParentType, ContextType, RequireFields<SubscriptionPerformanceArgs, 'minIntervalMs'>>;
  portfolio?: SubscriptionResolver<ResolversTypes['Portfolio'], "portfolio", ParentType, ContextType, RequireFields<SubscriptionPortfolioArgs, 'minIntervalMs'>>;
  positions?: SubscriptionResolver<ResolversTypes['Positions'], "positions", ParentType, ContextType, RequireFields<SubscriptionPositionsArgs, 'minIntervalMs'>>;
  replay?: SubscriptionResolver<ResolversTypes['Replay'], "replay", ParentType, ContextType, RequireFields<SubscriptionReplayArgs, 'id' | 'minIntervalMs'>>;
  status?: SubscriptionResolver<ResolversTypes['Status'], "status", ParentType, ContextType, RequireFields<SubscriptionStatusArgs, 'minIntervalMs'>>;
  volatility?: SubscriptionResolver<ResolversTypes['LiveVolatility'], "volatility", ParentType, ContextType, RequireFields<SubscriptionVolatilityArgs, 'currency' | 'interval' | 'minIntervalMs' | 'tenorDays'>>;
}>;

export type TickStepResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TickStep'] = ResolversParentTypes['TickStep']> = ResolversObject<{
  above?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  tick?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
}>;

export type TokenResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Token'] = ResolversParentTypes['Token']> = ResolversObject<{
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type TooManyOrdersResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TooManyOrders'] = ResolversParentTypes['TooManyOrders']> = ResolversObject<{
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  most?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type TooManyReplaysResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TooManyReplays'] = ResolversParentTypes['TooManyReplays']> = ResolversObject<{
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  most?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  own?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type TooManyResetsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TooManyResets'] = ResolversParentTypes['TooManyResets']> = ResolversObject<{
  again?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  most?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type TrailingStopResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TrailingStop'] = ResolversParentTypes['TrailingStop']> = ResolversObject<{
  bestPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  distancePct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  distanceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  stopPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
}>;

export type UnknownInstrumentResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UnknownInstrument'] = ResolversParentTypes['UnknownInstrument']> = ResolversObject<{
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type ViewerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = ResolversObject<{
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
}>;

export type VolatilityConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['VolatilityConnection'] = ResolversParentTypes['VolatilityConnection']> = ResolversObject<{
  edges?: Resolver<ReadonlyArray<ResolversTypes['VolatilityEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  tenorDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type VolatilityEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['VolatilityEdge'] = ResolversParentTypes['VolatilityEdge']> = ResolversObject<{
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['VolatilityPoint'], ParentType, ContextType>;
}>;

export type VolatilityPointResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['VolatilityPoint'] = ResolversParentTypes['VolatilityPoint']> = ResolversObject<{
  atmIv?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  butterfly25Delta?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  final?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  putCallOpenInterest?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  putCallVolume?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  realizedVolatility?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  riskReversal25Delta?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
}>;

export type WarmUpResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WarmUp'] = ResolversParentTypes['WarmUp']> = ResolversObject<{
  decisionIntervalSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['WarmUpKind'], ParentType, ContextType>;
  optionsIntervalSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  priceIntervalSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  progressPct?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['WarmUpState'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
}>;

export type WrongAccountKindResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WrongAccountKind'] = ResolversParentTypes['WrongAccountKind']> = ResolversObject<{
  kind?: Resolver<Maybe<ResolversTypes['AccountKind']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type WrongExitResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WrongExit'] = ResolversParentTypes['WrongExit']> = ResolversObject<{
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  priceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type WrongUnitResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WrongUnit'] = ResolversParentTypes['WrongUnit']> = ResolversObject<{
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type Resolvers<ContextType = GraphqlContext> = ResolversObject<{
  Account?: AccountResolvers<ContextType>;
  AccountClosed?: AccountClosedResolvers<ContextType>;
  AccountExists?: AccountExistsResolvers<ContextType>;
  AccountIsClosed?: AccountIsClosedResolvers<ContextType>;
  AccountOpened?: AccountOpenedResolvers<ContextType>;
  AccountReset?: AccountResetResolvers<ContextType>;
  AccountVisibilitySet?: AccountVisibilitySetResolvers<ContextType>;
  Accounts?: AccountsResolvers<ContextType>;
  AgentAccount?: AgentAccountResolvers<ContextType>;
  AmendOrderResult?: AmendOrderResultResolvers<ContextType>;
  CalibrationBucket?: CalibrationBucketResolvers<ContextType>;
  CancelOrderResult?: CancelOrderResultResolvers<ContextType>;
  CancelOrdersResult?: CancelOrdersResultResolvers<ContextType>;
  Candle?: CandleResolvers<ContextType>;
  CandleConnection?: CandleConnectionResolvers<ContextType>;
  CandleEdge?: CandleEdgeResolvers<ContextType>;
  ChainExpiry?: ChainExpiryResolvers<ContextType>;
  ChainOpenInterest?: ChainOpenInterestResolvers<ContextType>;
  CloseAccountResult?: CloseAccountResultResolvers<ContextType>;
  ClosedTrade?: ClosedTradeResolvers<ContextType>;
  ClosedTradeConnection?: ClosedTradeConnectionResolvers<ContextType>;
  ClosedTradeEdge?: ClosedTradeEdgeResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Decision?: DecisionResolvers<ContextType>;
  DecisionConnection?: DecisionConnectionResolvers<ContextType>;
  DecisionEdge?: DecisionEdgeResolvers<ContextType>;
  DecisionPublished?: DecisionPublishedResolvers<ContextType>;
  Delivery?: DeliveryResolvers<ContextType>;
  Equity?: EquityResolvers<ContextType>;
  EquityPoint?: EquityPointResolvers<ContextType>;
  ExitPlan?: ExitPlanResolvers<ContextType>;
  ExitsSet?: ExitsSetResolvers<ContextType>;
  Expiries?: ExpiriesResolvers<ContextType>;
  Expiry?: ExpiryResolvers<ContextType>;
  FanoutStatus?: FanoutStatusResolvers<ContextType>;
  FeedStatus?: FeedStatusResolvers<ContextType>;
  Fill?: FillResolvers<ContextType>;
  FillConnection?: FillConnectionResolvers<ContextType>;
  FillEdge?: FillEdgeResolvers<ContextType>;
  Greeks?: GreeksResolvers<ContextType>;
  HistoryHole?: HistoryHoleResolvers<ContextType>;
  HistoryStatus?: HistoryStatusResolvers<ContextType>;
  Instrument?: InstrumentResolvers<ContextType>;
  InstrumentHalted?: InstrumentHaltedResolvers<ContextType>;
  Instruments?: InstrumentsResolvers<ContextType>;
  InsufficientMargin?: InsufficientMarginResolvers<ContextType>;
  InvalidationRule?: InvalidationRuleResolvers<ContextType>;
  Leaderboard?: LeaderboardResolvers<ContextType>;
  LeaderboardEntry?: LeaderboardEntryResolvers<ContextType>;
  LiveCandle?: LiveCandleResolvers<ContextType>;
  LivePayload?: LivePayloadResolvers<ContextType>;
  LiveVolatility?: LiveVolatilityResolvers<ContextType>;
  MarketClosed?: MarketClosedResolvers<ContextType>;
  MarketData?: MarketDataResolvers<ContextType>;
  MintedToken?: MintedTokenResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NameTaken?: NameTakenResolvers<ContextType>;
  NoPosition?: NoPositionResolvers<ContextType>;
  NoQuote?: NoQuoteResolvers<ContextType>;
  NotEnoughOffered?: NotEnoughOfferedResolvers<ContextType>;
  NothingLeft?: NothingLeftResolvers<ContextType>;
  NothingToReduce?: NothingToReduceResolvers<ContextType>;
  OffStep?: OffStepResolvers<ContextType>;
  OpenAccountResult?: OpenAccountResultResolvers<ContextType>;
  OpenOrders?: OpenOrdersResolvers<ContextType>;
  OpenReplayResult?: OpenReplayResultResolvers<ContextType>;
  OptionContract?: OptionContractResolvers<ContextType>;
  OptionsChain?: OptionsChainResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderAmended?: OrderAmendedResolvers<ContextType>;
  OrderCancelled?: OrderCancelledResolvers<ContextType>;
  OrderConnection?: OrderConnectionResolvers<ContextType>;
  OrderEdge?: OrderEdgeResolvers<ContextType>;
  OrderEvent?: OrderEventResolvers<ContextType>;
  OrderNotOpen?: OrderNotOpenResolvers<ContextType>;
  OrderPlaced?: OrderPlacedResolvers<ContextType>;
  OrdersCancelled?: OrdersCancelledResolvers<ContextType>;
  OutOfBounds?: OutOfBoundsResolvers<ContextType>;
  OutOfDate?: OutOfDateResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Performance?: PerformanceResolvers<ContextType>;
  PerformancePublished?: PerformancePublishedResolvers<ContextType>;
  Perpetual?: PerpetualResolvers<ContextType>;
  PlaceOrderResult?: PlaceOrderResultResolvers<ContextType>;
  Portfolio?: PortfolioResolvers<ContextType>;
  Position?: PositionResolvers<ContextType>;
  PositionGreeks?: PositionGreeksResolvers<ContextType>;
  Positions?: PositionsResolvers<ContextType>;
  PositionsLeft?: PositionsLeftResolvers<ContextType>;
  PositionsPublished?: PositionsPublishedResolvers<ContextType>;
  PricePoint?: PricePointResolvers<ContextType>;
  PublishDecisionResult?: PublishDecisionResultResolvers<ContextType>;
  PublishPerformanceResult?: PublishPerformanceResultResolvers<ContextType>;
  PublishPositionsResult?: PublishPositionsResultResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordedMarket?: RecordedMarketResolvers<ContextType>;
  Recording?: RecordingResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  Replay?: ReplayResolvers<ContextType>;
  ReplayOpened?: ReplayOpenedResolvers<ContextType>;
  ResetAccountResult?: ResetAccountResultResolvers<ContextType>;
  ScoreEvent?: ScoreEventResolvers<ContextType>;
  SetAccountVisibilityResult?: SetAccountVisibilityResultResolvers<ContextType>;
  SetExitsResult?: SetExitsResultResolvers<ContextType>;
  SideSplit?: SideSplitResolvers<ContextType>;
  StalePrice?: StalePriceResolvers<ContextType>;
  Status?: StatusResolvers<ContextType>;
  StreamCount?: StreamCountResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TickStep?: TickStepResolvers<ContextType>;
  Token?: TokenResolvers<ContextType>;
  TooManyOrders?: TooManyOrdersResolvers<ContextType>;
  TooManyReplays?: TooManyReplaysResolvers<ContextType>;
  TooManyResets?: TooManyResetsResolvers<ContextType>;
  TrailingStop?: TrailingStopResolvers<ContextType>;
  UnknownInstrument?: UnknownInstrumentResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  VolatilityConnection?: VolatilityConnectionResolvers<ContextType>;
  VolatilityEdge?: VolatilityEdgeResolvers<ContextType>;
  VolatilityPoint?: VolatilityPointResolvers<ContextType>;
  WarmUp?: WarmUpResolvers<ContextType>;
  WrongAccountKind?: WrongAccountKindResolvers<ContextType>;
  WrongExit?: WrongExitResolvers<ContextType>;
  WrongUnit?: WrongUnitResolvers<ContextType>;
}>;

