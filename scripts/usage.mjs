import { fail } from './steps.mjs'

const args = process.argv.slice(2)

/** Says how a script is called where somebody asks, and ends it before it installs, builds or runs anything. */
export function sayUsageIfAsked(usage) {
  if (!args.includes('--help') && !args.includes('-h')) return
  console.log(usage)
  process.exit(0)
}

/** The same, and refuses any argument. */
export function takeNoArguments(usage) {
  sayUsageIfAsked(usage)
  if (args.length > 0) fail(`There is an argument, and it takes none.\n\n${usage}`)
}
