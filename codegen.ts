import type { CodegenConfig } from '@graphql-codegen/cli'

/** Types from the contract: resolver types for the server, typed documents for the client. Both are committed. */
const config: CodegenConfig = {
  schema: 'schema/*.graphql',
  overwrite: true,
  generates: {
    'server/graphql/generated/resolver-types.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        useTypeImports: true,
        importExtension: '.js',
        enumsAsTypes: true,
        immutableTypes: true,
        strictScalars: true,
        // The server gets every field that has a default.
        avoidOptionals: { defaultValue: true, field: false, inputValue: false, object: false },
        scalars: { DateTime: { input: 'number', output: 'number' }, ID: { input: 'string', output: 'string' } },
        contextType: '../context.js#GraphqlContext',
        mappers: {
          MarketData: '../../domain/market-data.js#MarketData as MarketDataModel',
          OptionsChain: '../../domain/option-chain.js#OptionsChainView',
          ChainOpenInterest: '../../domain/option-chain.js#ChainOpenInterest as ChainOpenInterestModel',
          OptionContract: '../../domain/option-chain.js#OptionContract as OptionContractModel',
          Expiry: '../../domain/option-chain.js#ExpirySummary',
          Account: '../../domain/account.js#Account as AccountModel',
          Performance: '../../domain/performance.js#Performance as PerformanceModel',
          Positions: '../../domain/position.js#Positions as PositionsModel',
          Position: '../../domain/position.js#Position as PositionModel',
          Portfolio: '../../domain/portfolio.js#Portfolio as PortfolioModel',
          Decision: '../../domain/decision.js#Decision as DecisionModel',
          InvalidationRule: '../../domain/decision.js#InvalidationRule as InvalidationRuleModel',
          Order: '../../domain/order.js#Order as OrderModel',
          Fill: '../../domain/fill.js#Fill as FillModel',
          ClosedTrade: '../../domain/closed-trade.js#ClosedTrade as ClosedTradeModel',
          Equity: '../../domain/performance.js#Equity as EquityModel',
          EquityPoint: '../../domain/performance.js#EquityPoint as EquityPointModel',
          LeaderboardEntry: '../../domain/performance.js#LeaderboardEntry as LeaderboardEntryModel',
          DecisionPublished: '../../trading/brokerage.js#DecisionPublished as DecisionPublishedModel',
          PositionsPublished: '../../trading/brokerage.js#PositionsPublished as PositionsPublishedModel',
          PerformancePublished: '../../trading/brokerage.js#PerformancePublished as PerformancePublishedModel',
          AccountOpened: '../../trading/brokerage.js#AccountOpened as AccountOpenedModel',
          OrderPlaced: '../../trading/brokerage.js#OrderPlaced as OrderPlacedModel',
          OrderCancelled: '../../trading/brokerage.js#OrderCancelled as OrderCancelledModel',
          ...Object.fromEntries(
            [
              'WrongAccountKind',
              'OutOfDate',
              'AccountExists',
              'InsufficientMargin',
              'MarketClosed',
              'UnknownInstrument',
              'StalePrice',
              'NoQuote',
              'NotEnoughOffered',
              'NothingToReduce',
              'WrongExit',
              'TooManyOrders',
              'OutOfBounds',
              'OrderNotOpen',
            ].map((kind) => [kind, `import('../../domain/refusal.js').RefusalOf<'${kind}'>`]),
          ),
        },
        resolversNonOptionalTypename: false,
        useIndexSignature: true,
      },
    },
    'client/src/gql/': {
      preset: 'client',
      documents: ['client/src/**/*.graphql'],
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'readFragment' } },
      config: {
        useTypeImports: true,
        importExtension: '.js',
        enumsAsTypes: true,
        immutableTypes: true,
        strictScalars: true,
        scalars: { DateTime: 'string' },
      },
    },
    'examples/bot-typescript/gql/': {
      preset: 'client',
      documents: ['examples/bot-typescript/*.graphql'],
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        importExtension: '.js',
        enumsAsTypes: true,
        immutableTypes: true,
        strictScalars: true,
        // What is sent is a text; nothing of GraphQL is needed at run time.
        documentMode: 'string',
        scalars: { DateTime: 'string' },
      },
    },
  },
}

export default config
