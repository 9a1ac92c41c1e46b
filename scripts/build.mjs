import { ensureBuilt } from './ensure.mjs'

await ensureBuilt()
