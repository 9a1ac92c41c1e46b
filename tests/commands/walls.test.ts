import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryDir } from '../support/temporary-dir.js'

type Import = readonly [from: string, to: string]

/** A project of nothing but these imports, each written as one of ours is. */
function projectOf(imports: readonly Import[]) {
  const project = temporaryDir()
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(project.path, file)), { recursive: true })
    writeFileSync(join(project.path, file), text, { flag: 'a' })
  }
  for (const [from, to] of imports) {
    const path = relative(dirname(from), to).replace(/\.tsx?$/, '.js')
    const specifier = /^(server|client|tests|bench|examples|scripts)\//.test(to) ? path.replace(/^(?!\.)/, './') : to
    write(from, `import type { Name${imports.findIndex(([, name]) => name === to)} } from '${specifier}'\n`)
  }
  for (const [index, [, to]] of imports.entries())
    if (to.includes('/')) write(to, `export type Name${index} = number\n`)
  copyFileSync('package.json', join(project.path, 'package.json'))
  symlinkSync(resolve('node_modules'), join(project.path, 'node_modules'))
  return project
}

interface Violation {
  readonly from: string
  readonly to: string
  readonly rule: { readonly name: string }
}

/** What dependency-cruiser says of such a project, with the walls of this one. */
function violationsIn(imports: readonly Import[]): Violation[] {
  using project = projectOf(imports)
  const folders = new Set(
    imports
      .flat()
      .filter((file) => file.includes('/'))
      .map((file) => file.split('/')[0] ?? ''),
  )
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      resolve('node_modules/.bin/depcruise'),
      ...['--config', resolve('.dependency-cruiser.mjs'), '--no-cache', '--output-type', 'json'],
      ...folders,
    ],
    { cwd: project.path, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  if (stdout === '') throw new Error(stderr)
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations
}

const forbidden: readonly Import[] = [
  ['server/domain/decision.ts', 'server/lib/clock.ts'],
  ['server/lib/clock.ts', 'server/domain/units.ts'],
  ['server/pricing/greeks.ts', 'server/market/market.ts'],
  ['server/bus/memory/memory-bus.ts', 'server/market/market-state.ts'],
  ['server/feeds/replay/replay-feed.ts', 'server/feeds/deribit/connection/session.ts'],
  ['server/feeds/deribit/language/mapper.ts', 'server/feeds/deribit/connection/session.ts'],
  ['server/feeds/deribit/connection/session.ts', 'server/feeds/deribit/language/mapper.ts'],
  ['server/feeds/simulated/simulated-feed.ts', 'server/feeds/replay/frame-recorder.ts'],
  ['server/market/pump-feed.ts', 'server/feeds/deribit/language/mapper.ts'],
  ['server/market/pump-feed.ts', 'server/bus/memory/memory-bus.ts'],
  ['server/storage/sqlite/sqlite-database.ts', 'server/storage/postgres/postgres-database.ts'],
  ['server/storage/sql/sql-journal.ts', 'server/storage/sqlite/sqlite-database.ts'],
  ['server/trading/desk.ts', 'server/storage/sqlite/sqlite-database.ts'],
  ['server/trading/engine/ledger.ts', 'server/trading/account/paper-account.ts'],
  ['server/trading/engine/ledger.ts', 'server/trading/board/quote-board.ts'],
  ['server/trading/engine/ledger.ts', 'server/trading/agents/trading-agent.ts'],
  ['server/trading/engine/ledger.ts', 'server/storage/journal.ts'],
  ['server/trading/agents/momentum/momentum-agent.ts', 'server/trading/engine/ledger.ts'],
  ['server/trading/agents/momentum/momentum-agent.ts', 'server/trading/account/paper-account.ts'],
  ['server/trading/account/agent-seat.ts', 'server/trading/agents/agent-roster.ts'],
  ['server/trading/performance/drawdown.ts', 'server/trading/account/paper-account.ts'],
  ['server/trading/board/quote-board.ts', 'server/trading/account/paper-account.ts'],
  ['server/fanout/fanout.ts', 'server/domain/decision.ts'],
  ['server/fanout/fanout.ts', 'server/graphql/context.ts'],
  ['server/graphql/live.ts', 'server/feeds/market-feed.ts'],
  ['server/graphql/live.ts', 'server/transport/yoga/yoga.ts'],
  ['server/graphql/live.ts', 'server/graphql/pipeline/subscribe.ts'],
  ['server/transport/yoga/yoga.ts', 'server/market/market.ts'],
  ['server/transport/yoga/yoga.ts', 'server/storage/journal.ts'],
  ['server/metrics/stream-counts.ts', 'server/compose/app.ts'],
  ['server/lib/logger.ts', 'client/src/lib/format.ts'],
  ['server/lib/round.ts', 'tests/support/builders.ts'],
  ['server/domain/order.ts', 'server/trading/engine/ledger.test.ts'],
  ['server/novelty/novelty.ts', 'server/lib/same.ts'],
  ['server/compose/app.ts', 'typescript'],
  ['client/src/features/positions/positions-panel.tsx', 'client/src/features/decisions/decisions-panel.tsx'],
  ['client/src/features/positions/positions-panel.tsx', 'client/src/transport/ws-transport.ts'],
  ['client/src/live/use-live.ts', 'client/src/transport/ws-transport.ts'],
  ['client/src/live/use-live.ts', 'client/src/components/panel.tsx'],
  ['client/src/components/panel.tsx', 'client/src/live/use-live.ts'],
  ['client/src/charts/time-chart.tsx', 'client/src/testing/render.ts'],
  ['client/src/lib/format.test.ts', 'server/domain/decision.ts'],
  ['server/lib/clock.test.ts', 'client/src/lib/format.ts'],
  ['examples/bot-typescript/bot.ts', 'server/domain/order.ts'],
  ['scripts/check.mjs', 'server/lib/clock.ts'],
  ['bench/soak.ts', 'client/src/lib/format.ts'],
  ['tests/protocol/http.test.ts', 'bench/support/statistics.ts'],
  ['tests/support/builders.ts', 'client/src/lib/format.ts'],
]

const allowed: readonly Import[] = [
  ['server/main.ts', 'server/compose/app.ts'],
  ['server/compose/app.ts', 'server/feeds/deribit/deribit-feed.ts'],
  ['server/compose/app.ts', 'graphql'],
  ['server/market/pump-feed.ts', 'server/feeds/market-feed.ts'],
  ['server/feeds/replay/replay-feed.ts', 'server/feeds/deribit/language/mapper.ts'],
  ['server/trading/account/agent-seat.ts', 'server/trading/agents/trading-agent.ts'],
  ['server/graphql/live.ts', 'server/lib/clock.ts'],
  ['server/graphql/live.test.ts', 'tests/support/manual-clock.ts'],
  ['client/src/features/positions/positions-panel.tsx', 'client/src/live/use-live.ts'],
  ['client/src/live/use-live.ts', 'client/src/transport/live-transport.ts'],
  ['client/src/app/app.tsx', 'client/src/features/positions/positions-panel.tsx'],
  ['client/src/app/app.test.tsx', 'client/src/testing/render.ts'],
  ['bench/soak.ts', 'tests/support/temporary-dir.ts'],
  ['tests/protocol/http.test.ts', 'server/transport/yoga/yoga.ts'],
]

const isOf = ([from, to]: Import, violation: Violation) =>
  violation.from === from && (to.includes('/') ? violation.to === to : violation.to.includes(`node_modules/${to}/`))

describe('the walls', () => {
  const found = violationsIn(forbidden)

  it.each(forbidden)('%s may not import %s', (from, to) => {
    expect(found.filter((violation) => isOf([from, to], violation))).not.toEqual([])
  })

  it('stand open where the table says so', () => {
    expect(violationsIn(allowed)).toEqual([])
  })

  it('let no two files need each other, types included', () => {
    const names = violationsIn([
      ['server/lib/clock.ts', 'server/lib/round.ts'],
      ['server/lib/round.ts', 'server/lib/same.ts'],
      ['server/lib/same.ts', 'server/lib/clock.ts'],
    ]).map(({ rule }) => rule.name)
    expect(new Set(names)).toEqual(new Set(['no-cycle']))
  })
})
