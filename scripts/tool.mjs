import { ensureInstalled } from './ensure.mjs'
import { runBin } from './steps.mjs'

/** Runs the program of a package with these arguments, for example `tool.mjs oxfmt`. */
await ensureInstalled()
const [name, ...args] = process.argv.slice(2)
await runBin(name, args)
