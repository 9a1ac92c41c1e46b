import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { MarketData as MarketDataModel } from '../../domain/market-data.js';
import type { OptionsChainView, OptionContract as OptionContractModel, ExpirySummary } from '../../domain/option-chain.js';
import type { Account as AccountModel } from '../../domain/account.js';
import type { Performance as PerformanceModel } from '../../domain/performance.js';
import type { Positions as PositionsModel, Position as PositionModel } from '../../domain/position.js';
import type { Portfolio as PortfolioModel } from '../../domain/portfolio.js';
import type { Decision as DecisionModel } from '../../domain/decision.js';
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
  /** An instant in UTC as ISO 8601 with milliseconds, for example `2026-12-25T08:00:00.000Z`. Input may leave out the milliseconds or the time of day (which then is 00:00), and may carry another offset. */
  DateTime: { input: number; output: number; }
};

/** A trading account. */
export type Account = {
  readonly __typename?: 'Account';
  /** The agent that trades it. Null when a person or an outside bot does. */
  readonly agent?: Maybe<Scalars['String']['output']>;
  /** Stable identifier, used as the `account` argument. */
  readonly id: Scalars['ID']['output'];
  /** Who keeps its books. */
  readonly kind: AccountKind;
  /** Name for people. */
  readonly name: Scalars['String']['output'];
  /** Where the prices that value it come from, or PUBLISHED when its owner reports the numbers. */
  readonly source: DataSource;
};

/** Who keeps an account's books. */
export type AccountKind =
  /** We do: orders fill here against the live bid and ask, with fees and funding; no real money. */
  | 'PAPER'
  /** Its owner does, and publishes the results. */
  | 'PUBLISHED';

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

/** What an agent decided at one moment, and what became of it. */
export type Decision = LivePayload & {
  readonly __typename?: 'Decision';
  /** The account. */
  readonly account: Account;
  /** What to do. */
  readonly action: DecisionAction;
  /** When it was decided, by the clock of the market. */
  readonly asOf: Scalars['DateTime']['output'];
  /** The agent's own confidence from 0 to 1. Null when it gave none. */
  readonly confidence?: Maybe<Scalars['Float']['output']>;
  /** Why it was not carried out. Null when it was. */
  readonly error?: Maybe<Scalars['String']['output']>;
  /** True when it was carried out in full; a HOLD is, unless the agent failed to decide. */
  readonly executed: Scalars['Boolean']['output'];
  /** Fee of the fill in USD. Null when nothing was filled. */
  readonly feeUsd?: Maybe<Scalars['Float']['output']>;
  /** Average price of the fill in USD. Null when nothing was filled. */
  readonly fillPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Whether those prices were being heard when it was decided. */
  readonly freshness: Freshness;
  /** Identifier, unique over all accounts and restarts; also the cursor after which `newDecision` resumes. */
  readonly id: Scalars['ID']['output'];
  /** The condition, in words, under which the idea no longer holds. Null when not set. */
  readonly invalidation?: Maybe<Scalars['String']['output']>;
  /** Leverage it wanted. Null when nothing is traded. */
  readonly leverage?: Maybe<Scalars['Float']['output']>;
  /** The model or rule that decided. */
  readonly model: Scalars['String']['output'];
  /** Profit target in USD. Null when not set. */
  readonly profitTargetUsd?: Maybe<Scalars['Float']['output']>;
  /** Quantity in the coin that it wanted traded. Null when nothing is. */
  readonly quantityCoin?: Maybe<Scalars['Float']['output']>;
  /** Why, with the numbers it used. */
  readonly reasoning: Scalars['String']['output'];
  /** Counts the decisions of this account since the server started. */
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

/** Account value at a time. */
export type EquityPoint = {
  readonly __typename?: 'EquityPoint';
  /** Account value in USD. */
  readonly accountValueUsd: Scalars['Float']['output'];
  /** Time of the sample, by the clock of the market. */
  readonly time: Scalars['DateTime']['output'];
};

/** How a position is meant to end. */
export type ExitPlan = {
  readonly __typename?: 'ExitPlan';
  /** The condition, in words, under which the idea no longer holds. Null when not set. */
  readonly invalidation?: Maybe<Scalars['String']['output']>;
  /** Price in USD at which to take the profit. Null when not set. */
  readonly profitTargetUsd?: Maybe<Scalars['Float']['output']>;
  /** Price in USD at which to cut the loss. Null when not set. */
  readonly stopLossUsd?: Maybe<Scalars['Float']['output']>;
};

/** A listed expiry. */
export type Expiry = {
  readonly __typename?: 'Expiry';
  /** Mark IV at the money as a fraction per year. Null when unknown. */
  readonly atmIv?: Maybe<Scalars['Float']['output']>;
  /** How many contracts are listed. */
  readonly contractCount: Scalars['Int']['output'];
  /** Days from the market's newest exchange time to the expiry, with fraction. Null while nothing has been received. */
  readonly daysToExpiry?: Maybe<Scalars['Float']['output']>;
  /** When the options expire. */
  readonly expiry: Scalars['DateTime']['output'];
  /** The expiry as exchanges write it, for example `25DEC26`. */
  readonly expiryLabel: Scalars['String']['output'];
  /** The forward price in USD. Null when unknown. */
  readonly underlyingPriceUsd?: Maybe<Scalars['Float']['output']>;
};

/** How subscriptions are served: those that are the same operation form a group, for which each event is executed and serialised once. Counts are whole numbers since the start of this process, unless they say 'at present'. */
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
  /** Events executed and serialised. */
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
  /** Lost its source and waiting to try again. */
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
  /** What its numbers are marked with. */
  readonly source: DataSource;
  /** What it is doing. */
  readonly state: FeedState;
};

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

/** What every live payload says about itself, whether it came from a query or a subscription. */
export type LivePayload = {
  /** When the value was true, by the clock of its source. Null only while nothing has been heard from the source. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the source is still being heard. */
  readonly freshness: Freshness;
  /** Counts the changes of this stream since the server started: it grows by one per change. A larger step means that this reader skipped values, never that one came late. A smaller number than before means that the server was restarted. */
  readonly seq: Scalars['Int']['output'];
  /** Where the numbers come from. */
  readonly source: DataSource;
};

/** One currency's index, perpetual future and volatility index. */
export type MarketData = LivePayload & {
  readonly __typename?: 'MarketData';
  /** The newest exchange time of the index and the perpetual, both of them current while `freshness` is LIVE. The volatility index has no part in it. Null while neither has been received. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The currency, for example `BTC`. */
  readonly currency: Scalars['String']['output'];
  /** LIVE while the feed delivers both this currency's index and its perpetual (or the one of them that it carries); STALE as soon as either is silent. */
  readonly freshness: Freshness;
  /** The index over the last minutes, oldest first, at most one point a second: what a chart needs before its first live tick. Kept in memory for 15 minutes of the exchange's time, so it is short after a start. */
  readonly indexHistory: ReadonlyArray<PricePoint>;
  /** The exchange's spot index in USD. Null until received. */
  readonly indexPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** The perpetual future. Null when the feed carries none for this currency. */
  readonly perpetual?: Maybe<Perpetual>;
  /** Counts the changes of this currency's market data since the server started. */
  readonly seq: Scalars['Int']['output'];
  /** Where the numbers come from. */
  readonly source: DataSource;
  /** The exchange's 30-day implied volatility index (DVOL on Deribit), as a fraction per year: 0.45 is 45 %. Null until received. */
  readonly volatilityIndex?: Maybe<Scalars['Float']['output']>;
};


/** One currency's index, perpetual future and volatility index. */
export type MarketDataIndexHistoryArgs = {
  points?: Scalars['Int']['input'];
};

/** One option contract and its market. */
export type OptionContract = {
  readonly __typename?: 'OptionContract';
  /** Exchange time at which the values shown last changed. Null while only the listing is known. */
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
  /** Sensitivities of the mark price. Null until a mark volatility and a forward are known. */
  readonly greeks?: Maybe<Greeks>;
  /** Price of the last trade in the coin. Null if it never traded. */
  readonly lastPriceCoin?: Maybe<Scalars['Float']['output']>;
  /** Price of the last trade in USD at today's forward. Null if it never traded. */
  readonly lastPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** The exchange's mark volatility as a fraction per year: 0.45 is 45 %. Null until received. */
  readonly markIv?: Maybe<Scalars['Float']['output']>;
  /** The exchange's mark price in the coin. Null until received. */
  readonly markPriceCoin?: Maybe<Scalars['Float']['output']>;
  /** The mark price in USD, as `bidPriceUsd`. */
  readonly markPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Open interest in the coin. Null when not said. */
  readonly openInterestCoin?: Maybe<Scalars['Float']['output']>;
  /** Call or put. */
  readonly optionKind: OptionKind;
  /** Who calculated `bidIv` and `askIv`: the exchange when its ticker carried the quote, the model when the quote came without. Null when neither is known. */
  readonly quoteIvOrigin?: Maybe<ValueOrigin>;
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

/** The contracts nearest the money of one expiry, at one moment. */
export type OptionsChain = LivePayload & {
  readonly __typename?: 'OptionsChain';
  /** The newest exchange time among the chain's values. Null while nothing but the listing is known. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Mark IV at the money as a fraction per year: mean of call and put at `atmStrikeUsd`. Null when neither is known. */
  readonly atmIv?: Maybe<Scalars['Float']['output']>;
  /** The listed strike nearest the forward (or nearest the index while the forward is unknown), in USD. Null only while both are unknown: a missing quote never moves it. */
  readonly atmStrikeUsd?: Maybe<Scalars['Float']['output']>;
  /** How many contracts this expiry lists, whatever the limit. */
  readonly contractCount: Scalars['Int']['output'];
  /** The contracts, sorted by strike, at one strike the call before the put. */
  readonly contracts: ReadonlyArray<OptionContract>;
  /** The currency of the options, for example `BTC`. */
  readonly currency: Scalars['String']['output'];
  /** Days from `asOf` to the expiry, with fraction. Null while `asOf` is. */
  readonly daysToExpiry?: Maybe<Scalars['Float']['output']>;
  /** When the options expire; on Deribit always 08:00 UTC. */
  readonly expiry: Scalars['DateTime']['output'];
  /** The expiry as exchanges write it, for example `25DEC26`. */
  readonly expiryLabel: Scalars['String']['output'];
  /** Whether the feed still delivers this expiry. */
  readonly freshness: Freshness;
  /** The spot index in USD. Null until received. */
  readonly indexPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** With `delta: true`: symbols that are no longer in the set. Empty when `whole`. */
  readonly removed: ReadonlyArray<Scalars['String']['output']>;
  /** Counts the changes of this chain (same currency, expiry and limit) since the server started watching it. */
  readonly seq: Scalars['Int']['output'];
  /** Where the numbers come from. */
  readonly source: DataSource;
  /** The forward price of this expiry in USD, which prices its options. Null until received. */
  readonly underlyingPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** True when `contracts` is the whole set asked for. False, only with `delta: true`, when it holds just the contracts that changed since the reader's previous event. */
  readonly whole: Scalars['Boolean']['output'];
};

/** Where a page stands in the whole (Relay). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last edge. Null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether older decisions follow. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether newer decisions precede. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge. Null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** How an account has done since it was opened. Money is in USD; the ledger converts inverse contracts at the price of the fill or mark. */
export type Performance = LivePayload & {
  readonly __typename?: 'Performance';
  /** The account. */
  readonly account: Account;
  /** Cash plus unrealized PnL, all open positions at the current mark price, in USD. */
  readonly accountValueUsd: Scalars['Float']['output'];
  /** Time of the mark prices used. Null before the first. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Deposits plus realized PnL plus funding, less fees, in USD. */
  readonly cashUsd: Scalars['Float']['output'];
  /** Present fall from the running peak, in percent of it: 0 or positive. */
  readonly currentDrawdownPct: Scalars['Float']['output'];
  /** Account value over time, oldest first, evenly spaced. Kept in memory for the last 10,000 samples. */
  readonly equityCurve: ReadonlyArray<EquityPoint>;
  /** Fees paid, in USD. */
  readonly feesUsd: Scalars['Float']['output'];
  /** Whether those prices are still being heard. */
  readonly freshness: Freshness;
  /** Funding received (positive) or paid (negative), in USD. */
  readonly fundingUsd: Scalars['Float']['output'];
  /** Deepest fall of account value from its running peak, in percent of that peak: 0 or positive. */
  readonly maxDrawdownPct: Scalars['Float']['output'];
  /** From how many returns on `sharpe` and `sortino` are given. */
  readonly minSamples: Scalars['Int']['output'];
  /** Deposits less withdrawals, in USD. */
  readonly netDepositsUsd: Scalars['Float']['output'];
  /** Open positions. */
  readonly openPositions: Scalars['Int']['output'];
  /** Sum of winning over sum of losing closed trades, after fees and funding. Null before the first losing trade. */
  readonly profitFactor?: Maybe<Scalars['Float']['output']>;
  /** PnL of closed quantity before fees and funding, in USD. */
  readonly realizedPnlUsd: Scalars['Float']['output'];
  /** Seconds between the equity samples behind `sharpe`, `sortino` and the equity curve. */
  readonly sampleIntervalSeconds: Scalars['Float']['output'];
  /** How many returns between samples exist. */
  readonly samples: Scalars['Int']['output'];
  /** Counts the changes of this account's performance since the server started. */
  readonly seq: Scalars['Int']['output'];
  /** Sharpe ratio: mean over standard deviation (n − 1) of the returns between equity samples, times the square root of the samples in 365 days; risk-free rate 0. Null below `minSamples` returns or when they do not vary. */
  readonly sharpe?: Maybe<Scalars['Float']['output']>;
  /** Sortino ratio: as Sharpe, but over the downside deviation (root mean square of the negative returns, over all returns). Null below `minSamples` returns or when none is negative. */
  readonly sortino?: Maybe<Scalars['Float']['output']>;
  /** Where the prices come from. */
  readonly source: DataSource;
  /** (account value − net deposits) / net deposits, in percent. */
  readonly totalReturnPct: Scalars['Float']['output'];
  /** Closed trades: from flat to flat, or to the other side. */
  readonly trades: Scalars['Int']['output'];
  /** PnL of open positions at the mark price, in USD. Leverage changes margin, not PnL. */
  readonly unrealizedPnlUsd: Scalars['Float']['output'];
  /** Closed trades with a positive result after fees and funding, in percent of all closed trades. Null before the first. */
  readonly winRatePct?: Maybe<Scalars['Float']['output']>;
};


/** How an account has done since it was opened. Money is in USD; the ledger converts inverse contracts at the price of the fill or mark. */
export type PerformanceEquityCurveArgs = {
  points?: Scalars['Int']['input'];
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
  /** The exchange's mark price in USD, at which positions are valued. Null until received. */
  readonly markPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Open interest in USD. Null when not said. */
  readonly openInterestUsd?: Maybe<Scalars['Float']['output']>;
  /** The exchange's name of the instrument, for example `BTC-PERPETUAL`. */
  readonly symbol: Scalars['String']['output'];
  /** Volume of 24 hours in the coin. Null when not said. */
  readonly volume24hCoin?: Maybe<Scalars['Float']['output']>;
  /** Volume of 24 hours in USD. Null when not said. */
  readonly volume24hUsd?: Maybe<Scalars['Float']['output']>;
};

/** An account's money, margin and greeks over all positions. */
export type Portfolio = LivePayload & {
  readonly __typename?: 'Portfolio';
  /** The account. */
  readonly account: Account;
  /** Time of the mark prices used. Null before the first. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Cash in USD. */
  readonly cashUsd: Scalars['Float']['output'];
  /** Whether those prices are still being heard. */
  readonly freshness: Freshness;
  /** Account value less margin in use, in USD; never below 0. */
  readonly marginAvailableUsd: Scalars['Float']['output'];
  /** Initial margin in use: notional over leverage, in USD. */
  readonly marginUsedUsd: Scalars['Float']['output'];
  /** Counts the changes of this account's portfolio since the server started. */
  readonly seq: Scalars['Int']['output'];
  /** Where the prices come from. */
  readonly source: DataSource;
  /** Sum over positions of delta in the coin times its mark price: the USD exposure to the coin's price. Null when a position's delta or mark price is unknown. */
  readonly totalDeltaUsd?: Maybe<Scalars['Float']['output']>;
  /** Change of `totalDeltaUsd` for a 1 % move of every underlying that comes from gamma. Null when unknown for a position. */
  readonly totalGammaUsd?: Maybe<Scalars['Float']['output']>;
  /** USD per day over all positions. Null when unknown for a position. */
  readonly totalThetaUsd?: Maybe<Scalars['Float']['output']>;
  /** Account value: cash plus unrealized PnL, in USD. */
  readonly totalValueUsd: Scalars['Float']['output'];
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
  /** The position's greeks. */
  readonly greeks?: Maybe<PositionGreeks>;
  /** Notional over margin put up. */
  readonly leverage: Scalars['Float']['output'];
  /** Mark price at which the account's value would fall to the maintenance margin, other positions unchanged, in USD. Null when no positive price does that. */
  readonly liquidationPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Initial margin: notional at entry over leverage, in USD. */
  readonly marginUsd: Scalars['Float']['output'];
  /** Current mark price in USD. Null until received. */
  readonly markPriceUsd?: Maybe<Scalars['Float']['output']>;
  /** Quantity times mark price, in USD. Null while the mark price is. */
  readonly notionalUsd?: Maybe<Scalars['Float']['output']>;
  /** When the position was opened, by the clock of the market. */
  readonly openedAt: Scalars['DateTime']['output'];
  /** `pnlUsd` in percent of the notional at entry (not of the margin). */
  readonly pnlPct?: Maybe<Scalars['Float']['output']>;
  /** Quantity × (mark − entry), negated for a short, in USD. Fees and funding are not in it. */
  readonly pnlUsd?: Maybe<Scalars['Float']['output']>;
  /** Size in the coin, always positive. */
  readonly quantityCoin: Scalars['Float']['output'];
  /** Long or short. */
  readonly side: PositionSide;
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
  /** Time of the mark prices used. Null before the first. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Whether those prices are still being heard. */
  readonly freshness: Freshness;
  /** Open positions by symbol; empty when flat. */
  readonly positions: ReadonlyArray<Position>;
  /** Counts the changes of this account's positions since the server started. */
  readonly seq: Scalars['Int']['output'];
  /** Where the prices come from. */
  readonly source: DataSource;
};

/** A price at a time. */
export type PricePoint = {
  readonly __typename?: 'PricePoint';
  /** The price in USD. */
  readonly priceUsd: Scalars['Float']['output'];
  /** The exchange's time of the price. */
  readonly time: Scalars['DateTime']['output'];
};

/** Snapshots: the state now. */
export type Query = {
  readonly __typename?: 'Query';
  /** The trading accounts. */
  readonly accounts: ReadonlyArray<Account>;
  /** Decisions, newest first, as a Relay connection. Fails with UNKNOWN_ACCOUNT, OUT_OF_RANGE or UNKNOWN_CURSOR. */
  readonly decisions: DecisionConnection;
  /** The listed expiries, nearest first. Fails with UNKNOWN_CURRENCY. */
  readonly expiries: ReadonlyArray<Expiry>;
  /** Index, perpetual and volatility index of one currency. Fails with UNKNOWN_CURRENCY. */
  readonly marketData: MarketData;
  /** The contracts nearest the money of one expiry. Fails with UNKNOWN_CURRENCY, UNKNOWN_EXPIRY or OUT_OF_RANGE. */
  readonly optionsChain: OptionsChain;
  /** How an account has done. Fails with UNKNOWN_ACCOUNT. */
  readonly performance: Performance;
  /** An account's money, margin and greeks. Fails with UNKNOWN_ACCOUNT. */
  readonly portfolio: Portfolio;
  /** An account's open positions. Fails with UNKNOWN_ACCOUNT. */
  readonly positions: Positions;
  /** The server and its feed. */
  readonly status: Status;
};


/** Snapshots: the state now. */
export type QueryDecisionsArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** Snapshots: the state now. */
export type QueryExpiriesArgs = {
  currency?: Scalars['String']['input'];
};


/** Snapshots: the state now. */
export type QueryMarketDataArgs = {
  currency?: Scalars['String']['input'];
};


/** Snapshots: the state now. */
export type QueryOptionsChainArgs = {
  currency?: Scalars['String']['input'];
  expiry?: InputMaybe<Scalars['DateTime']['input']>;
  limit?: Scalars['Int']['input'];
};


/** Snapshots: the state now. */
export type QueryPerformanceArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
};


/** Snapshots: the state now. */
export type QueryPortfolioArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
};


/** Snapshots: the state now. */
export type QueryPositionsArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
};

/** The server and its feed. */
export type Status = {
  readonly __typename?: 'Status';
  /** What subscriptions share, and what they were sent. */
  readonly fanout: FanoutStatus;
  /** The market feed. */
  readonly feed: FeedStatus;
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
};

/** How many subscriptions run on one root field. */
export type StreamCount = {
  readonly __typename?: 'StreamCount';
  /** Name of the subscription field. */
  readonly field: Scalars['String']['output'];
  /** Subscriptions running. */
  readonly subscriptions: Scalars['Int']['output'];
};

/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Index, perpetual and volatility index of one currency, on change. */
  readonly marketData: MarketData;
  /** Every decision as it is made, none left out. Starts with the decisions after `after`, or with the next one. Fails with UNKNOWN_ACCOUNT, UNKNOWN_CURSOR or CURSOR_TOO_OLD; a reader that falls 1,000 decisions behind is ended with SLOW_READER and may resume. */
  readonly newDecision: Decision;
  /** The contracts nearest the money of one expiry, on change. Completes when the expiry has passed, if one was given; otherwise moves on to the next, and while none is listed waits for one. */
  readonly optionsChain: OptionsChain;
  /** How an account does, on change. */
  readonly performance: Performance;
  /** An account's money, margin and greeks, on change. */
  readonly portfolio: Portfolio;
  /** An account's open positions, on change. */
  readonly positions: Positions;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionMarketDataArgs = {
  currency?: Scalars['String']['input'];
  minIntervalMs?: Scalars['Int']['input'];
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionNewDecisionArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  after?: InputMaybe<Scalars['ID']['input']>;
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionOptionsChainArgs = {
  currency?: Scalars['String']['input'];
  delta?: Scalars['Boolean']['input'];
  expiry?: InputMaybe<Scalars['DateTime']['input']>;
  limit?: Scalars['Int']['input'];
  minIntervalMs?: Scalars['Int']['input'];
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionPerformanceArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  minIntervalMs?: Scalars['Int']['input'];
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionPortfolioArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  minIntervalMs?: Scalars['Int']['input'];
};


/** Live streams: the first event is the present state, then one event per change. `minIntervalMs` asks for at most one event in that time, always the newest (0 to 3,600,000; 0 means every change). */
export type SubscriptionPositionsArgs = {
  account?: InputMaybe<Scalars['ID']['input']>;
  minIntervalMs?: Scalars['Int']['input'];
};

/** Who calculated a number. */
export type ValueOrigin =
  /** Sent by the exchange (or by the simulated exchange) as it stands. */
  | 'EXCHANGE'
  /** Computed here with Black-76 on the forward of the expiry, from the exchange's implied volatility or quote. */
  | 'MODEL';

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




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = ResolversObject<{
  LivePayload:
    | ( DecisionModel )
    | ( MarketDataModel )
    | ( OptionsChainView )
    | ( PerformanceModel )
    | ( PortfolioModel )
    | ( PositionsModel )
  ;
}>;

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = ResolversObject<{
  Account: ResolverTypeWrapper<AccountModel>;
  AccountKind: AccountKind;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  DataSource: DataSource;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decision: ResolverTypeWrapper<DecisionModel>;
  DecisionAction: DecisionAction;
  DecisionConnection: ResolverTypeWrapper<Omit<DecisionConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['DecisionEdge']> }>;
  DecisionEdge: ResolverTypeWrapper<Omit<DecisionEdge, 'node'> & { node: ResolversTypes['Decision'] }>;
  EquityPoint: ResolverTypeWrapper<EquityPoint>;
  ExitPlan: ResolverTypeWrapper<ExitPlan>;
  Expiry: ResolverTypeWrapper<ExpirySummary>;
  FanoutStatus: ResolverTypeWrapper<FanoutStatus>;
  FeedState: FeedState;
  FeedStatus: ResolverTypeWrapper<FeedStatus>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Freshness: Freshness;
  Greeks: ResolverTypeWrapper<Greeks>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  LivePayload: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['LivePayload']>;
  MarketData: ResolverTypeWrapper<MarketDataModel>;
  OptionContract: ResolverTypeWrapper<OptionContractModel>;
  OptionKind: OptionKind;
  OptionsChain: ResolverTypeWrapper<OptionsChainView>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Performance: ResolverTypeWrapper<PerformanceModel>;
  Perpetual: ResolverTypeWrapper<Perpetual>;
  Portfolio: ResolverTypeWrapper<PortfolioModel>;
  Position: ResolverTypeWrapper<PositionModel>;
  PositionGreeks: ResolverTypeWrapper<PositionGreeks>;
  PositionSide: PositionSide;
  Positions: ResolverTypeWrapper<PositionsModel>;
  PricePoint: ResolverTypeWrapper<PricePoint>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Status: ResolverTypeWrapper<Status>;
  StreamCount: ResolverTypeWrapper<StreamCount>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ValueOrigin: ValueOrigin;
}>;

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = ResolversObject<{
  Account: AccountModel;
  Boolean: Scalars['Boolean']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decision: DecisionModel;
  DecisionConnection: Omit<DecisionConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['DecisionEdge']> };
  DecisionEdge: Omit<DecisionEdge, 'node'> & { node: ResolversParentTypes['Decision'] };
  EquityPoint: EquityPoint;
  ExitPlan: ExitPlan;
  Expiry: ExpirySummary;
  FanoutStatus: FanoutStatus;
  FeedStatus: FeedStatus;
  Float: Scalars['Float']['output'];
  Greeks: Greeks;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  LivePayload: ResolversInterfaceTypes<ResolversParentTypes>['LivePayload'];
  MarketData: MarketDataModel;
  OptionContract: OptionContractModel;
  OptionsChain: OptionsChainView;
  PageInfo: PageInfo;
  Performance: PerformanceModel;
  Perpetual: Perpetual;
  Portfolio: PortfolioModel;
  Position: PositionModel;
  PositionGreeks: PositionGreeks;
  Positions: PositionsModel;
  PricePoint: PricePoint;
  Query: Record<PropertyKey, never>;
  Status: Status;
  StreamCount: StreamCount;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
}>;

export type AccountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = ResolversObject<{
  agent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AccountKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
}>;

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DecisionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Decision'] = ResolversParentTypes['Decision']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['DecisionAction'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  confidence?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  executed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  feeUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  fillPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invalidation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  leverage?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  profitTargetUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  quantityCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  reasoning?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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

export type EquityPointResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EquityPoint'] = ResolversParentTypes['EquityPoint']> = ResolversObject<{
  accountValueUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
}>;

export type ExitPlanResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ExitPlan'] = ResolversParentTypes['ExitPlan']> = ResolversObject<{
  invalidation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  profitTargetUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  stopLossUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
}>;

export type ExpiryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Expiry'] = ResolversParentTypes['Expiry']> = ResolversObject<{
  atmIv?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  contractCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  daysToExpiry?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  expiry?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiryLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['FeedState'], ParentType, ContextType>;
}>;

export type GreeksResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Greeks'] = ResolversParentTypes['Greeks']> = ResolversObject<{
  delta?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  gamma?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['ValueOrigin'], ParentType, ContextType>;
  rho?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  theta?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  vega?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
}>;

export type LivePayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LivePayload'] = ResolversParentTypes['LivePayload']> = ResolversObject<{
  __resolveType: TypeResolveFn<'Decision' | 'MarketData' | 'OptionsChain' | 'Performance' | 'Portfolio' | 'Positions', ParentType, ContextType>;
}>;

export type MarketDataResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MarketData'] = ResolversParentTypes['MarketData']> = ResolversObject<{
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  indexHistory?: Resolver<ReadonlyArray<ResolversTypes['PricePoint']>, ParentType, ContextType, RequireFields<MarketDataIndexHistoryArgs, 'points'>>;
  indexPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  perpetual?: Resolver<Maybe<ResolversTypes['Perpetual']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  volatilityIndex?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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
  greeks?: Resolver<Maybe<ResolversTypes['Greeks']>, ParentType, ContextType>;
  lastPriceCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  lastPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  markIv?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  markPriceCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  markPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  openInterestCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  optionKind?: Resolver<ResolversTypes['OptionKind'], ParentType, ContextType>;
  quoteIvOrigin?: Resolver<Maybe<ResolversTypes['ValueOrigin']>, ParentType, ContextType>;
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
  expiry?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiryLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  indexPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  removed?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  underlyingPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  whole?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
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
  accountValueUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  cashUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  currentDrawdownPct?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  equityCurve?: Resolver<ReadonlyArray<ResolversTypes['EquityPoint']>, ParentType, ContextType, RequireFields<PerformanceEquityCurveArgs, 'points'>>;
  feesUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  fundingUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  maxDrawdownPct?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  minSamples?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  netDepositsUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  openPositions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  profitFactor?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  realizedPnlUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  sampleIntervalSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  samples?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sharpe?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  sortino?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  totalReturnPct?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  trades?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unrealizedPnlUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  winRatePct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
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
  markPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  openInterestUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  symbol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  volume24hCoin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  volume24hUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
}>;

export type PortfolioResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Portfolio'] = ResolversParentTypes['Portfolio']> = ResolversObject<{
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  cashUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  marginAvailableUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  marginUsedUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['DataSource'], ParentType, ContextType>;
  totalDeltaUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  totalGammaUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  totalThetaUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  totalValueUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  totalVegaUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
}>;

export type PositionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Position'] = ResolversParentTypes['Position']> = ResolversObject<{
  entryPriceUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  exitPlan?: Resolver<Maybe<ResolversTypes['ExitPlan']>, ParentType, ContextType>;
  greeks?: Resolver<Maybe<ResolversTypes['PositionGreeks']>, ParentType, ContextType>;
  leverage?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  liquidationPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  marginUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  markPriceUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  notionalUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  pnlPct?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  pnlUsd?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  quantityCoin?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  side?: Resolver<ResolversTypes['PositionSide'], ParentType, ContextType>;
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

export type PricePointResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PricePoint'] = ResolversParentTypes['PricePoint']> = ResolversObject<{
  priceUsd?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
}>;

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = ResolversObject<{
  accounts?: Resolver<ReadonlyArray<ResolversTypes['Account']>, ParentType, ContextType>;
  decisions?: Resolver<ResolversTypes['DecisionConnection'], ParentType, ContextType, RequireFields<QueryDecisionsArgs, 'first'>>;
  expiries?: Resolver<ReadonlyArray<ResolversTypes['Expiry']>, ParentType, ContextType, RequireFields<QueryExpiriesArgs, 'currency'>>;
  marketData?: Resolver<ResolversTypes['MarketData'], ParentType, ContextType, RequireFields<QueryMarketDataArgs, 'currency'>>;
  optionsChain?: Resolver<ResolversTypes['OptionsChain'], ParentType, ContextType, RequireFields<QueryOptionsChainArgs, 'currency' | 'limit'>>;
  performance?: Resolver<ResolversTypes['Performance'], ParentType, ContextType, Partial<QueryPerformanceArgs>>;
  portfolio?: Resolver<ResolversTypes['Portfolio'], ParentType, ContextType, Partial<QueryPortfolioArgs>>;
  positions?: Resolver<ResolversTypes['Positions'], ParentType, ContextType, Partial<QueryPositionsArgs>>;
  status?: Resolver<ResolversTypes['Status'], ParentType, ContextType>;
}>;

export type StatusResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Status'] = ResolversParentTypes['Status']> = ResolversObject<{
  fanout?: Resolver<ResolversTypes['FanoutStatus'], ParentType, ContextType>;
  feed?: Resolver<ResolversTypes['FeedStatus'], ParentType, ContextType>;
  sockets?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  streams?: Resolver<ReadonlyArray<ResolversTypes['StreamCount']>, ParentType, ContextType>;
  uptimeSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
}>;

export type StreamCountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StreamCount'] = ResolversParentTypes['StreamCount']> = ResolversObject<{
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subscriptions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
}>;

export type SubscriptionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = ResolversObject<{
  marketData?: SubscriptionResolver<ResolversTypes['MarketData'], "marketData", ParentType, ContextType, RequireFields<SubscriptionMarketDataArgs, 'currency' | 'minIntervalMs'>>;
  newDecision?: SubscriptionResolver<ResolversTypes['Decision'], "newDecision", ParentType, ContextType, Partial<SubscriptionNewDecisionArgs>>;
  optionsChain?: SubscriptionResolver<ResolversTypes['OptionsChain'], "optionsChain", ParentType, ContextType, RequireFields<SubscriptionOptionsChainArgs, 'currency' | 'delta' | 'limit' | 'minIntervalMs'>>;
  performance?: SubscriptionResolver<ResolversTypes['Performance'], "performance", ParentType, ContextType, RequireFields<SubscriptionPerformanceArgs, 'minIntervalMs'>>;
  portfolio?: SubscriptionResolver<ResolversTypes['Portfolio'], "portfolio", ParentType, ContextType, RequireFields<SubscriptionPortfolioArgs, 'minIntervalMs'>>;
  positions?: SubscriptionResolver<ResolversTypes['Positions'], "positions", ParentType, ContextType, RequireFields<SubscriptionPositionsArgs, 'minIntervalMs'>>;
}>;

export type Resolvers<ContextType = GraphqlContext> = ResolversObject<{
  Account?: AccountResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Decision?: DecisionResolvers<ContextType>;
  DecisionConnection?: DecisionConnectionResolvers<ContextType>;
  DecisionEdge?: DecisionEdgeResolvers<ContextType>;
  EquityPoint?: EquityPointResolvers<ContextType>;
  ExitPlan?: ExitPlanResolvers<ContextType>;
  Expiry?: ExpiryResolvers<ContextType>;
  FanoutStatus?: FanoutStatusResolvers<ContextType>;
  FeedStatus?: FeedStatusResolvers<ContextType>;
  Greeks?: GreeksResolvers<ContextType>;
  LivePayload?: LivePayloadResolvers<ContextType>;
  MarketData?: MarketDataResolvers<ContextType>;
  OptionContract?: OptionContractResolvers<ContextType>;
  OptionsChain?: OptionsChainResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Performance?: PerformanceResolvers<ContextType>;
  Perpetual?: PerpetualResolvers<ContextType>;
  Portfolio?: PortfolioResolvers<ContextType>;
  Position?: PositionResolvers<ContextType>;
  PositionGreeks?: PositionGreeksResolvers<ContextType>;
  Positions?: PositionsResolvers<ContextType>;
  PricePoint?: PricePointResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Status?: StatusResolvers<ContextType>;
  StreamCount?: StreamCountResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
}>;

