import type { Row } from '../support/report.js'
import { compressed } from './compressed.js'
import { chainOfTen, dashboard, tickOfNine } from './cpu.js'
import { groups } from './groups.js'
import { guarded } from './guarded.js'
import { latency } from './latency.js'
import { loopStall } from './loop-stall.js'
import { memory } from './memory.js'
import type { Size } from './size.js'

export const scenarios: Readonly<Record<string, (size: Size) => Promise<readonly Row[]>>> = {
  tick: tickOfNine,
  chain: chainOfTen,
  dashboard,
  compressed,
  latency,
  groups,
  guarded,
  'loop-stall': loopStall,
  memory,
}
