import type { UnixMs } from '../domain/units.js'
import { withoutTokens } from '../lib/bearer-token.js'
import { StartError } from './start-error.js'
import { timeArgument, timeForm } from './time-argument.js'

/** What is shown of an argument. It may be a token that somebody pasted, or very long. */
export const shown = (text = '') => JSON.stringify(withoutTokens(text).slice(0, 80))

/** Reads parts of the arguments of `npm run <script>`. */
export function commandLine(script: string) {
  /** An error that names the argument. */
  const wrong = (words: string) => new StartError(`npm run ${script}: ${words}`)

  /** What Node's `parseArgs` answers. Throws `wrong` with its message and what is allowed. */
  function parsed<T>(parse: () => T, allowed: string): T {
    try {
      return parse()
    } catch (error) {
      // Node adds how to write an argument that begins with a dash.
      const [words = ''] = withoutTokens(String((error as Error).message)).split(/\.\s/)
      throw wrong(`${words.slice(0, 120)}: ${allowed}`)
    }
  }

  function single(name: string, values: readonly string[] | undefined): string | null {
    if (values && values.length > 1) throw wrong(`${name} is given twice: give it once`)
    return values?.[0] ?? null
  }

  function time(name: string, text: string): UnixMs {
    const timeMs = timeArgument(text)
    if (timeMs === null) throw wrong(`${name} ${shown(text)} is not ${timeForm}`)
    return timeMs
  }

  return { wrong, parsed, single, time }
}
