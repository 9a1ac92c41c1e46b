import { ensureBuilt, ensureInstalled } from './steps.mjs'

ensureInstalled()
ensureBuilt()
await import('../dist/server/token-main.js')
