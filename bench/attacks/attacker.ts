import { attacks } from './attacks.js'

/** A process that attacks: `attacker.ts <name> <url>`. */
const [, , name = '', url = ''] = process.argv
process.once('disconnect', () => process.exit())
process.on('uncaughtException', (error) => process.send?.(`it failed: ${error.message}`))
const what = await attacks[name]?.run(new URL(url))
process.send?.(what ?? 'there is no such attack')
