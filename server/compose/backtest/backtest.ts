import type { UnixMs } from '../../domain/units.js'
import type { Logger } from '../../lib/logger.js'
import { coarseMarket } from '../past/coarse-market.js'
import { backtestCommand } from './backtest-command.js'
import { backtestFiles } from './backtest-files.js'
import { howChance, metricsTable } from './metrics.js'
import { checkFolder, fillFolder } from './output-folder.js'
import { Progress, type Terminal } from './progress.js'
import { runBacktest } from './run-backtest.js'

export interface BacktestParts {
  readonly nowMs: UnixMs
  /** A relative path of the arguments begins there. */
  readonly userFolder: string
  /** Real time, for the speed. */
  readonly realNow: () => number
  readonly terminal: Terminal
  readonly say: (text: string) => void
  readonly log: Pick<Logger, 'error'>
}

/** Does what the arguments say. Rejects with a `StartError` that says what is wrong with them, and with the reason of the signal. */
export async function backtest(args: readonly string[], parts: BacktestParts, signal: AbortSignal): Promise<void> {
  const command = backtestCommand(args, parts.nowMs, parts.userFolder)
  const { seed, folder } = command
  await checkFolder(folder)
  const progress = new Progress({ ...command, terminal: parts.terminal, now: parts.realNow })
  const onReached = (timeMs: UnixMs) => progress.reached(timeMs)
  const running = runBacktest({ ...command, tell: coarseMarket(seed), onReached, log: parts.log }, signal)
  const accounts = await running.finally(() => progress.end())
  await fillFolder(folder, backtestFiles(command, accounts), signal)
  parts.say(`${metricsTable(accounts)}\n\n${howChance}\n\n${progress.summary()}. Files: ${folder}`)
}
