import { delta } from './delta.js'
import { ends } from './ends.js'
import type { Outcome } from './outcome.js'
import { reconnects } from './reconnects.js'
import { restarts } from './restarts.js'
import { stalled } from './stalled.js'
import { storm } from './storm.js'

export const scenarios: Readonly<Record<string, () => Promise<Outcome>>> = {
  stalled,
  storm,
  ends,
  reconnects,
  restarts,
  delta,
}
