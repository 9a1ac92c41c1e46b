import { ensureBuilt } from './ensure.mjs'
import { takeNoArguments } from './usage.mjs'

takeNoArguments(
  'Usage: npm run build\nIt makes dist/ where a source changed; then "node dist/server/main.js" runs the server.',
)
await ensureBuilt()
