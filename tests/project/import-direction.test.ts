import { describe, expect, it } from 'vitest'
import { forbidden } from '../../scripts/lint/import-direction.mjs'

describe('import directions', () => {
  it.each([
    ['server/domain/decision.ts', 'server/lib/clock.js'],
    ['server/pricing/greeks.ts', 'server/market/market.js'],
    ['server/market/pump-feed.ts', 'server/feeds/deribit/mapper.js'],
    ['server/market/pump-feed.ts', 'server/bus/memory/memory-bus.js'],
    ['server/graphql/live.ts', 'server/feeds/market-feed.js'],
    ['server/graphql/live.ts', 'server/transport/yoga.js'],
    ['server/transport/yoga.ts', 'server/market/market.js'],
    ['server/transport/http-server.ts', 'server/compose/start-error.js'],
    ['server/fanout/payload.ts', 'server/transport/frames.js'],
    ['server/trading/runner.ts', 'server/storage/memory/memory-decision-journal.js'],
    ['server/lib/clock.ts', 'client/src/lib/format.js'],
    ['client/src/features/positions/positions-panel.tsx', 'client/src/features/decisions/decisions-panel'],
    ['client/src/features/positions/positions-panel.tsx', 'client/src/transport/ws-transport'],
    ['client/src/live/use-live.ts', 'server/domain/decision.js'],
  ])('%s may not import %s', (from, to) => {
    expect(forbidden(from, to)).toBeTruthy()
  })

  it.each([
    ['server/compose/app.ts', 'server/feeds/deribit/deribit-feed.js'],
    ['server/market/pump-feed.ts', 'server/feeds/market-feed.js'],
    ['server/graphql/live.ts', 'server/lib/clock.js'],
    ['client/src/features/positions/positions-panel.tsx', 'client/src/live/use-live'],
    ['client/src/app/app.tsx', 'client/src/features/positions/positions-panel'],
  ])('%s may import %s', (from, to) => {
    expect(forbidden(from, to)).toBeNull()
  })
})
