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
        scalars: { DateTime: { input: 'number', output: 'number' }, ID: { input: 'string', output: 'string' } },
        contextType: '../context.js#GraphqlContext',
        mappers: {
          MarketData: '../../domain/market-data.js#MarketData as MarketDataModel',
          OptionsChain: '../../domain/option-chain.js#OptionsChainView',
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
  },
}

export default config
