import { ensureRunnable } from './ensure.mjs'

await ensureRunnable()
await import('../dist/server/backtest-main.js')
