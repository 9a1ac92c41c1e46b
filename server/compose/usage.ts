import { StartError } from './start-error.js'

/** Whether somebody asks how a command is called. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h')
}

/** Reads the arguments of a command. How it is called follows what is wrong with them. */
export function readOrSayUsage<Command>(usage: string, read: () => Command): Command {
  try {
    return read()
  } catch (error) {
    throw error instanceof StartError ? new StartError(`${error.message}\n\n${usage}`) : error
  }
}
