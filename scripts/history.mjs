import { ensureRunnable } from './ensure.mjs'

await ensureRunnable()
await import('../dist/server/history-main.js')
