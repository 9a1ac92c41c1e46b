interface Tab {
  readonly query: string
  readonly variables?: string
}

const variables = (values: object) => JSON.stringify(values, null, 2)

/** The tabs a visitor finds in GraphiQL, one for each thing people come for. */
export const exampleTabs: Tab[] = [
  {
    query: `# Frontend developer: a live stream.
# Press the play button, or Ctrl-Enter.
# The first event is the present state,
# then comes one per change.
subscription LiveMarket($currency: String! = "BTC") {
  marketData(currency: $currency, minIntervalMs: 500) {
    seq
    asOf
    freshness
    indexPriceUsd
    perpetual {
      bidPriceUsd
      askPriceUsd
    }
  }
}
`,
    variables: variables({ currency: 'BTC' }),
  },
  {
    query: `# Options desk: the market now.
query MarketNow($currency: String! = "BTC") {
  marketData(currency: $currency) {
    seq
    asOf
    source
    freshness
    indexPriceUsd
    volatilityIndex
    perpetual {
      symbol
      bidPriceUsd
      askPriceUsd
      markPriceUsd
      change24hPct
      fundingRate8h
    }
  }
  expiries(currency: $currency) {
    expiry
    expiryLabel
    daysToExpiry
    contractCount
    atmIv
    underlyingPriceUsd
  }
}
`,
    variables: variables({ currency: 'BTC' }),
  },
  {
    query: `# Chartist: what was before now, newest first.
# "interval" is S1, S5, M1, M5, M15, H1, H4 or D1.
query Candles($instrument: String, $after: String) {
  candles(
    instrument: $instrument
    interval: H1
    first: 24
    after: $after
  ) {
    unit
    edges {
      node {
        from
        open
        high
        low
        close
        final
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
    variables: variables({ instrument: 'BTC-PERPETUAL' }),
  },
  {
    query: `# Risk desk: the market and an account at a past time,
# with nothing that was heard later.
# Put a time into "at" below: one between "from" and "to"
# of the recording. With null you see the present.
query AsOf($at: DateTime) {
  marketData(at: $at) {
    asOf
    source
    freshness
    indexPriceUsd
    volatilityIndex
  }
  performance(at: $at) {
    account {
      name
    }
    accountValueUsd
    totalReturnPct
  }
  positions(at: $at) {
    positions {
      symbol
      side
      quantityCoin
      entryPriceUsd
      markPriceUsd
      pnlUsd
    }
  }
  recordings {
    current
    from
    to
  }
}
`,
    variables: variables({ at: null }),
  },
  {
    query: `# Researcher: play a recorded market again, 10 times
# as fast, over and over.
# 1. Run Recordings. In the variables below, set "from" to
#    a time between the "from" and "to" that you get.
# 2. Run OpenReplay. Set "replay" to the id that you get.
# 3. Run PlayedMarket.
query Recordings {
  recordings {
    id
    name
    from
    to
  }
}

mutation OpenReplay($from: DateTime!) {
  openReplay(
    input: { from: $from, speed: 10, loop: true }
  ) {
    __typename
    ... on ReplayOpened {
      replay {
        id
        from
        to
        state
      }
    }
    ... on Refusal {
      message
    }
  }
}

subscription PlayedMarket($replay: ID!) {
  marketData(replay: $replay) {
    seq
    asOf
    source
    indexPriceUsd
  }
}
`,
    variables: variables({ from: null, replay: null }),
  },
  {
    query: `# Options trader: the ten contracts nearest the money
# of the nearest expiry, live.
subscription LiveChain(
  $currency: String! = "BTC"
  $limit: Int! = 10
) {
  optionsChain(
    currency: $currency
    limit: $limit
    minIntervalMs: 1000
  ) {
    seq
    asOf
    freshness
    expiryLabel
    underlyingPriceUsd
    atmStrikeUsd
    atmIv
    contracts {
      symbol
      bidPriceCoin
      bidPriceUsd
      askPriceCoin
      askPriceUsd
      markIv
      greeks {
        delta
        gamma
        vega
        theta
        origin
      }
    }
  }
}
`,
    variables: variables({ currency: 'BTC', limit: 10 }),
  },
  {
    query: `# Desk head: how the accounts stand.
query Accounts {
  accounts {
    id
    name
    kind
    agent
    source
  }
  performance {
    accountValueUsd
    totalReturnPct
    realizedPnlUsd
    unrealizedPnlUsd
    feesUsd
    fundingUsd
    sharpe
    sortino
    samples
    samplesNeeded
    maxDrawdownPct
    winRatePct
    profitFactor
    trades
  }
  equity(points: 20) {
    points {
      time
      accountValueUsd
    }
  }
  leaderboard(first: 5) {
    rank
    account {
      id
      name
    }
    performance {
      totalReturnPct
      trades
    }
  }
  positions {
    positions {
      symbol
      side
      quantityCoin
      entryPriceUsd
      markPriceUsd
      pnlUsd
      liquidationPriceUsd
    }
  }
  portfolio {
    totalValueUsd
    cashUsd
    totalDeltaUsd
    marginUsedUsd
    marginAvailableUsd
  }
}
`,
  },
  {
    query: `# Desk head: the best five accounts, live.
# There is at most one event in a second.
subscription LiveLeaderboard($first: Int! = 5) {
  leaderboard(first: $first) {
    seq
    asOf
    entries {
      rank
      account {
        id
        name
      }
      performance {
        accountValueUsd
        totalReturnPct
        trades
      }
    }
  }
}
`,
    variables: variables({ first: 5 }),
  },
  {
    query: `# Bot watcher: the last five decisions.
query Decisions {
  decisions(first: 5) {
    edges {
      node {
        id
        asOf
        account {
          name
        }
        symbol
        action
        confidence
        reasoning
        quantityCoin
        fillPriceUsd
        outcome
        pnlUsd
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
  },
  {
    query: `# Bot watcher: every decision as it is made.
# The built-in agents decide every ten seconds or so.
# Give "after" the last id that you saw
# to resume without a gap.
subscription LiveDecisions($after: ID) {
  newDecision(after: $after) {
    id
    seq
    asOf
    symbol
    action
    confidence
    reasoning
    model
    quantityCoin
    fillPriceUsd
    executed
    error
    outcome
  }
}
`,
    variables: variables({ after: null }),
  },
  {
    query: `# Bot author: open a paper account, then trade it.
# Mint a token first:
#   npm run token -- --account my-bot
# Then put this into the Headers below:
#   { "authorization": "Bearer <token>" }
mutation OpenMyAccount {
  openAccount(
    input: {
      idempotencyKey: "open-1"
      name: "My bot"
      depositUsd: 100000
    }
  ) {
    __typename
    ... on AccountOpened {
      account {
        id
        openedAt
      }
    }
    ... on Refusal {
      message
    }
  }
}

mutation PlaceMyOrder {
  placeOrder(
    input: {
      idempotencyKey: "order-1"
      symbol: "BTC-PERPETUAL"
      side: BUY
      quantityCoin: 0.01
      leverage: 2
    }
  ) {
    __typename
    ... on OrderPlaced {
      order {
        id
        status
        averageFillPriceUsd
        feeUsd
      }
    }
    ... on Refusal {
      message
    }
  }
}
`,
  },
  {
    query: `# Operator: the server and its feed.
query Status {
  status {
    version
    uptimeSeconds
    sockets
    feed {
      name
      source
      state
      freshness
      detail
      lastReceivedAt
      currencies
    }
    streams {
      field
      subscriptions
    }
  }
}
`,
  },
]
