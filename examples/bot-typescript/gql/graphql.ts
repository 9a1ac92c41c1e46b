/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Who may see an account, its decisions, orders, fills, trades and figures. */
export type AccountVisibility =
  /** Those with the scope `account:read:<id>`. For all others it is as if there were no such account. */
  | 'PRIVATE'
  /** Everybody who may ask this server. */
  | 'PUBLIC';

/** Other terms of an open order. What is left out stays; at least one has to be given. */
export type AmendOrderInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: string | number | null | undefined;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: string;
  /** Limit in the coin, above 0, at most 1e9: for orders on inverse options. */
  readonly limitPriceCoin?: number | null | undefined;
  /** Limit in USD, above 0, at most 1e12: for orders on perpetuals and linear options. */
  readonly limitPriceUsd?: number | null | undefined;
  /** The order's id. */
  readonly orderId: string | number;
  /** Quantity in the coin with what was filled already, above 0 and above that, at most 1e15 and 8 decimals, and worth at most 1e12 USD (of an option its underlying). What is not filled is taken to whole lots as in `placeOrder`. At most one of this and `quantityUsd`; without either the coins stay. */
  readonly quantityCoin?: number | null | undefined;
  /** Quantity in USD with what was filled already at its prices, above 0 and above that, at most 1e12 and a multiple of the lot, of instruments whose `amountUnit` is USD. */
  readonly quantityUsd?: number | null | undefined;
};

/** Which orders to cancel. */
export type CancelOrdersInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: string | number | null | undefined;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: string;
  /** The exchange's name of an instrument, 1 to 64 characters. Left out: all. */
  readonly symbol?: string | null | undefined;
};

/** A unit of prices or amounts. */
export type InstrumentUnit =
  /** The currency of the instrument, for example BTC. */
  | 'COIN'
  /** United States dollars; of linear instruments USDC. */
  | 'USD';

/** A paper account to open. */
export type OpenAccountInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: string | number | null | undefined;
  /** Play money in USD, 1 to 1e9. */
  readonly depositUsd?: number;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: string;
  /** Name for people, 1 to 100 characters, without spaces at its ends and without invisible characters. No other public account may have one that looks like it (NameTaken). */
  readonly name: string;
  /** Who may see the account. Left out: PUBLIC. */
  readonly visibility?: AccountVisibility | null | undefined;
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

/** An order to place. */
export type PlaceOrderInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: string | number | null | undefined;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: string;
  /** Notional over the margin put up for what it opens, 1 to 50. */
  readonly leverage?: number;
  /** Limit in the coin, above 0, at most 1e9: for LIMIT orders on inverse options, and only for these. */
  readonly limitPriceCoin?: number | null | undefined;
  /** Limit in USD, above 0, at most 1e12: for LIMIT orders on perpetuals and linear options, and only for these. */
  readonly limitPriceUsd?: number | null | undefined;
  /** Price in USD of the instrument at which the engine takes the profit of the whole position, above 0, at most 1e12, and ahead of where the order enters; not for reduce-only orders. Left out, a position keeps what it has. */
  readonly profitTargetUsd?: number | null | undefined;
  /** Quantity in the coin, above 0, at most 1e15 and 8 decimals, and worth at most 1e12 USD (of an option its underlying). Either this or `quantityUsd`. Of an instrument whose `amountUnit` is USD it is taken to the whole lots nearest to what it is worth at the limit (MARKET: at the quote), and to all of a position on the other side within half a lot; the order's `quantityCoin` says how much was placed. */
  readonly quantityCoin?: number | null | undefined;
  /** Quantity in USD, above 0, at most 1e12 and a multiple of the lot, of instruments whose `amountUnit` is USD (inverse perpetuals); it buys or sells so many coins as it is worth at the limit (MARKET: at the quote). */
  readonly quantityUsd?: number | null | undefined;
  /** True: it may only make a position smaller. */
  readonly reduceOnly?: boolean;
  /** Buy or sell. */
  readonly side: OrderSide;
  /** Price in USD of the instrument at which the engine cuts the loss of the whole position, above 0, at most 1e12, and behind where the order enters; not for reduce-only orders. Left out, a position keeps what it has. */
  readonly stopLossUsd?: number | null | undefined;
  /** The exchange's name of a perpetual or an option, for example `BTC-PERPETUAL` or `BTC-25DEC26-100000-C`, 1 to 64 characters. */
  readonly symbol: string;
  /** Left out: IOC for MARKET, GTC for LIMIT. */
  readonly timeInForce?: TimeInForce | null | undefined;
  /** A stop of the whole position that follows the mark price from the fill on; not for reduce-only orders. Left out, a position keeps what it has; the same distance goes on from where the position's stop is. */
  readonly trailingStop?: TrailingStopInput | null | undefined;
  /** At the best quote, or at a limit. */
  readonly type?: OrderType;
};

/** Other exits of a position. Null removes one, what is left out stays; at least one has to be given. */
export type SetExitsInput = {
  /** The account to write to. Left out: the only one that the credentials may write to; with several, INVALID_INPUT. */
  readonly account?: string | number | null | undefined;
  /** Same key, same answer. 1 to 128 characters. */
  readonly idempotencyKey: string;
  /** Price in USD of the instrument at which the engine takes the profit of the whole position, above 0, at most 1e12, and ahead of the mark price. Null removes it; left out, it stays. */
  readonly profitTargetUsd?: number | null | undefined;
  /** Price in USD of the instrument at which the engine cuts the loss of the whole position, above 0, at most 1e12, and behind the mark price. Null removes it; left out, it stays. */
  readonly stopLossUsd?: number | null | undefined;
  /** The exchange's name of the instrument, 1 to 64 characters. */
  readonly symbol: string;
  /** A stop of the whole position that follows the mark price from now on. It stands beside `stopLossUsd`: the first that is reached closes the position. Null removes it; left out, it stays. */
  readonly trailingStop?: TrailingStopInput | null | undefined;
};

/** How long an order waits. */
export type TimeInForce =
  /** Fill or kill: all of it now, or nothing. A LIMIT that the quote does not reach is placed and cancelled at once, as on exchanges. Where the quote is within the limit and carries too little, the order is refused with NotEnoughOffered. */
  | 'FOK'
  /** Good till cancelled: rests until filled. LIMIT orders only. */
  | 'GTC'
  /** Immediate or cancel: takes what is offered now, the rest is cancelled. A LIMIT that the quote does not reach is placed and cancelled at once, as on exchanges. */
  | 'IOC';

/** How far a trailing stop stays behind the best mark price: one of the two. */
export type TrailingStopInput =
  {   /** Distance in percent of the best mark price, above 0, below 100. */
  readonly distancePct: number; readonly distanceUsd?: never; }
  |  { readonly distancePct?: never;   /** Distance in USD, above 0, at most 1e12, and of a long less than the mark price. */
  readonly distanceUsd: number; };

export type OpenAccountMutationVariables = Exact<{
  input: OpenAccountInput;
}>;


export type OpenAccountMutation = { readonly openAccount:
    | { readonly __typename: 'AccountExists', readonly message: string, readonly account: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'AccountOpened', readonly account: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'NameTaken', readonly message: string }
    | { readonly __typename: 'WrongAccountKind', readonly message: string }
   };

export type PlaceOrderMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type PlaceOrderMutation = { readonly placeOrder:
    | { readonly __typename: 'AccountIsClosed', readonly message: string }
    | { readonly __typename: 'InstrumentHalted', readonly message: string }
    | { readonly __typename: 'InsufficientMargin', readonly message: string }
    | { readonly __typename: 'MarketClosed', readonly message: string }
    | { readonly __typename: 'NoQuote', readonly message: string }
    | { readonly __typename: 'NotEnoughOffered', readonly message: string }
    | { readonly __typename: 'NothingToReduce', readonly message: string }
    | { readonly __typename: 'OffStep', readonly message: string }
    | { readonly __typename: 'OrderPlaced', readonly order: { readonly id: string, readonly status: OrderStatus, readonly cancelReason: string | null }, readonly fills: ReadonlyArray<{ readonly id: string, readonly seq: number }> }
    | { readonly __typename: 'OutOfBounds', readonly message: string }
    | { readonly __typename: 'StalePrice', readonly message: string }
    | { readonly __typename: 'TooManyOrders', readonly message: string }
    | { readonly __typename: 'UnknownInstrument', readonly message: string }
    | { readonly __typename: 'WrongAccountKind', readonly message: string }
    | { readonly __typename: 'WrongExit', readonly message: string }
   };

export type NewFillSubscriptionVariables = Exact<{
  account?: ReadonlyArray<string | number> | string | number | null | undefined;
  after?: string | number | null | undefined;
}>;


export type NewFillSubscription = { readonly newFill: { readonly id: string, readonly seq: number, readonly symbol: string, readonly side: OrderSide, readonly quantityCoin: number | null, readonly priceUsd: number, readonly feeUsd: number | null, readonly realizedPnlUsd: number | null } };

export type InstrumentsQueryVariables = Exact<{ [key: string]: never; }>;


export type InstrumentsQuery = { readonly instruments: { readonly instruments: ReadonlyArray<{ readonly symbol: string, readonly tickSize: number | null, readonly amountUnit: InstrumentUnit, readonly lotSize: number | null, readonly tickSteps: ReadonlyArray<{ readonly above: number, readonly tick: number }> | null }> }, readonly marketData: { readonly perpetual: { readonly bidPriceUsd: number | null } | null } };

export type AmendOrderMutationVariables = Exact<{
  input: AmendOrderInput;
}>;


export type AmendOrderMutation = { readonly amendOrder:
    | { readonly __typename: 'AccountIsClosed', readonly message: string }
    | { readonly __typename: 'InstrumentHalted', readonly message: string }
    | { readonly __typename: 'InsufficientMargin', readonly message: string }
    | { readonly __typename: 'MarketClosed', readonly message: string }
    | { readonly __typename: 'NoQuote', readonly message: string }
    | { readonly __typename: 'NotEnoughOffered', readonly message: string }
    | { readonly __typename: 'NothingLeft', readonly message: string }
    | { readonly __typename: 'NothingToReduce', readonly message: string }
    | { readonly __typename: 'OffStep', readonly message: string }
    | { readonly __typename: 'OrderAmended', readonly order: { readonly id: string, readonly status: OrderStatus } }
    | { readonly __typename: 'OrderNotOpen', readonly message: string }
    | { readonly __typename: 'OutOfBounds', readonly message: string }
    | { readonly __typename: 'StalePrice', readonly message: string }
    | { readonly __typename: 'TooManyOrders', readonly message: string }
    | { readonly __typename: 'UnknownInstrument', readonly message: string }
    | { readonly __typename: 'WrongAccountKind', readonly message: string }
    | { readonly __typename: 'WrongExit', readonly message: string }
    | { readonly __typename: 'WrongUnit', readonly message: string }
   };

export type CancelOrdersMutationVariables = Exact<{
  input: CancelOrdersInput;
}>;


export type CancelOrdersMutation = { readonly cancelOrders:
    | { readonly __typename: 'AccountIsClosed', readonly message: string }
    | { readonly __typename: 'OrdersCancelled', readonly orders: ReadonlyArray<{ readonly id: string }> }
    | { readonly __typename: 'WrongAccountKind', readonly message: string }
   };

export type SetExitsMutationVariables = Exact<{
  input: SetExitsInput;
}>;


export type SetExitsMutation = { readonly setExits:
    | { readonly __typename: 'AccountIsClosed', readonly message: string }
    | { readonly __typename: 'ExitsSet', readonly exitPlan: { readonly stopLossUsd: number | null, readonly trailingStop: { readonly distancePct: number | null, readonly stopPriceUsd: number | null } | null } | null }
    | { readonly __typename: 'NoPosition', readonly message: string }
    | { readonly __typename: 'OffStep', readonly message: string }
    | { readonly __typename: 'OutOfBounds', readonly message: string }
    | { readonly __typename: 'WrongAccountKind', readonly message: string }
    | { readonly __typename: 'WrongExit', readonly message: string }
   };

export type NewOrderSubscriptionVariables = Exact<{
  account?: ReadonlyArray<string | number> | string | number | null | undefined;
  after?: string | number | null | undefined;
}>;


export type NewOrderSubscription = { readonly newOrder: { readonly id: string, readonly change: OrderChange, readonly order: { readonly id: string, readonly side: OrderSide, readonly quantityCoin: number, readonly limitPriceUsd: number | null, readonly status: OrderStatus } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const OpenAccountDocument = new TypedDocumentString(`
    mutation OpenAccount($input: OpenAccountInput!) {
  openAccount(input: $input) {
    __typename
    ... on AccountOpened {
      account {
        id
        name
      }
    }
    ... on AccountExists {
      account {
        id
        name
      }
    }
    ... on Refusal {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<OpenAccountMutation, OpenAccountMutationVariables>;
export const PlaceOrderDocument = new TypedDocumentString(`
    mutation PlaceOrder($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    __typename
    ... on OrderPlaced {
      order {
        id
        status
        cancelReason
      }
      fills {
        id
        seq
      }
    }
    ... on Refusal {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<PlaceOrderMutation, PlaceOrderMutationVariables>;
export const NewFillDocument = new TypedDocumentString(`
    subscription NewFill($account: [ID!], $after: ID) {
  newFill(account: $account, after: $after) {
    id
    seq
    symbol
    side
    quantityCoin
    priceUsd
    feeUsd
    realizedPnlUsd
  }
}
    `) as unknown as TypedDocumentString<NewFillSubscription, NewFillSubscriptionVariables>;
export const InstrumentsDocument = new TypedDocumentString(`
    query Instruments {
  instruments(kind: PERPETUAL) {
    instruments {
      symbol
      tickSize
      tickSteps {
        above
        tick
      }
      amountUnit
      lotSize
    }
  }
  marketData {
    perpetual {
      bidPriceUsd
    }
  }
}
    `) as unknown as TypedDocumentString<InstrumentsQuery, InstrumentsQueryVariables>;
export const AmendOrderDocument = new TypedDocumentString(`
    mutation AmendOrder($input: AmendOrderInput!) {
  amendOrder(input: $input) {
    __typename
    ... on OrderAmended {
      order {
        id
        status
      }
    }
    ... on Refusal {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AmendOrderMutation, AmendOrderMutationVariables>;
export const CancelOrdersDocument = new TypedDocumentString(`
    mutation CancelOrders($input: CancelOrdersInput!) {
  cancelOrders(input: $input) {
    __typename
    ... on OrdersCancelled {
      orders {
        id
      }
    }
    ... on Refusal {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CancelOrdersMutation, CancelOrdersMutationVariables>;
export const SetExitsDocument = new TypedDocumentString(`
    mutation SetExits($input: SetExitsInput!) {
  setExits(input: $input) {
    __typename
    ... on ExitsSet {
      exitPlan {
        stopLossUsd
        trailingStop {
          distancePct
          stopPriceUsd
        }
      }
    }
    ... on Refusal {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SetExitsMutation, SetExitsMutationVariables>;
export const NewOrderDocument = new TypedDocumentString(`
    subscription NewOrder($account: [ID!], $after: ID) {
  newOrder(account: $account, after: $after) {
    id
    change
    order {
      id
      side
      quantityCoin
      limitPriceUsd
      status
    }
  }
}
    `) as unknown as TypedDocumentString<NewOrderSubscription, NewOrderSubscriptionVariables>;