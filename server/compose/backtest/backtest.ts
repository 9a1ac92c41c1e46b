import type { Config } from '../../config/config.js'
import type { UnixMs } from '../../domain/units.js'
import type { Logger } from '../../lib/logger.js'
import type { Terminal } from '../progress-bar.js'
import { asksForHelp } from '../usage.js'
import { backtestCommand, backtestUsage, type BacktestCommand } from './backtest-command.js'
import { backtestFiles } from './backtest-files.js'
import { simulatedSource, type BacktestSource } from './backtest-source.js'
import { howChance, metricsTable } from './metrics.js'
import { checkFolder, fillFolder } from './output-folder.js'
import { Progress } from './progress.js'
import { runBacktest } from './run-backtest.js'

export interface BacktestParts {
  readonly nowMs: UnixMs
  /** A relative path of the arguments begins there. */
  readonly userFolder: string
  /** Real time, for the speed. */
  readonly realNow: () => number
  /** Those of the server, which say where it records what. Asked for only where they are needed. */
  readonly settings: () => Config
  readonly terminal: Terminal
  readonly say: (text: string) => void
  readonly log: Pick<Logger, 'error'>
}

/** Does what the arguments say. Rejects with a `StartError` that says what is wrong with them, and with the reason of the signal. */
export async function backtest(args: readonly string[], parts: BacktestParts, signal: AbortSignal): Promise<void> {
  if (asksForHelp(args)) return parts.say(backtestUsage)
  const command = backtestCommand(args, parts.nowMs, parts.userFolder)
  const { folder } = command
  await checkFolder(folder)
  await using source = await openSource(command, parts.settings)
  const progress = new Progress({ ...command, terminal: parts.terminal, now: parts.realNow })
  const onReached = (timeMs: UnixMs) => progress.reached(timeMs)
  const running = runBacktest({ ...command, ...source, onReached, log: parts.log }, signal)
  const accounts = await running.finally(() => progress.end())
  await fillFolder(folder, backtestFiles(command, source.facts(), accounts), signal)
  const remark = source.remark()
  const told = [metricsTable(accounts), ...(remark === null ? [] : [remark]), howChance]
  parts.say(`${told.join('\n\n')}\n\n${progress.summary()}. Files: ${folder}`)
}

/** The code of recordings is loaded only where one is asked for. */
async function openSource({ source, fromMs, toMs }: BacktestCommand, settings: () => Config): Promise<BacktestSource> {
  if (source.kind === 'simulated') return simulatedSource(source.seed)
  const { recordedSource } = await import('./recorded-source.js')
  return recordedSource(settings(), source.name, { fromMs, toMs })
}
