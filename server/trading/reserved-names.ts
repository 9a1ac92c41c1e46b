import { looksOf, wordsOf } from '../domain/account-name.js'
import { letterChanges } from '../lib/nearest-names.js'

/** Words that people put beside a name to claim that they are the same: `The Momentum`, `MomentumBot`. */
const decorations = `
  the a an my our your this one real true genuine authentic original official verified certified trusted
  agent bot robot algo trader trading strategy system paper account acct portfolio fund desk demo live test new old
  pro plus premium vip team support admin server gammacast builtin built in default house by of from no nr number
  llc inc ltd gmbh co corp company tm s v ver version mk copy clone backup mirror simulated deribit replay
  ii iii iv i 0 1 2 3 4 5 6 7 8 9`
  .trim()
  .split(/\s+/)
const decorationLooks = new Set(decorations.flatMap(looksOf))

/** Words for "and". People write one for another, or leave them out. */
const joining = new Set(['and', 'n', 'und', 'et'].flatMap(looksOf))

/** For each so many letters of a reserved name, a name with one other letter still counts as an imitation. */
const lettersPerSlip = 8

/** Names that nobody may imitate: by a name that looks the same, has words beside it that claim to be the same, or a typing error. */
export class ReservedNames {
  /** The reserved names, by how they and their cores look. A core is a name without the words of `decorations`. */
  readonly #byLook = new Map<string, string>()
  /** The looks of cores. */
  readonly #cores = new Set<string>()

  constructor(names: readonly string[]) {
    for (const name of names) {
      const cores = coresOf(name)
      for (const core of cores) this.#cores.add(core)
      for (const look of [...looksOf(name), ...cores]) if (!this.#byLook.has(look)) this.#byLook.set(look, name)
    }
  }

  /** The reserved name that this one would be taken for. Null: none. */
  like(name: string): string | null {
    const looks = looksOf(name)
    const same = looks.find((look) => this.#byLook.has(look))
    if (same !== undefined) return this.#byLook.get(same) ?? null
    const among = [...looks, ...coresOf(name)]
    for (const [reserved, original] of this.#byLook) {
      if (looks.some((look) => this.#isDecorated(look, reserved))) return original
      if (among.some((look) => isSlipOf(look, reserved))) return original
    }
    return null
  }

  /** A core with nothing but decorations around it; or a name that has decorations itself, with anything around it. */
  #isDecorated(look: string, reserved: string): boolean {
    const at = look.indexOf(reserved)
    if (at === -1) return false
    if (!this.#cores.has(reserved)) return true
    return isDecoration(look.slice(0, at)) && isDecoration(look.slice(at + reserved.length))
  }
}

function isSlipOf(look: string, reserved: string): boolean {
  const most = Math.floor(reserved.length / lettersPerSlip)
  return Math.abs(look.length - reserved.length) <= most && letterChanges(look, reserved) <= most
}

/** How a name looks without its decorations, and how it looks without its joining words as well. */
function coresOf(name: string): readonly string[] {
  const words = wordsOf(name).map((word) => ({ word, looks: looksOf(word) }))
  const essential = words.filter(({ looks }) => !looks.some(isDecoration))
  const alone = essential.filter(({ looks }) => !looks.some((look) => joining.has(look)))
  const texts = [essential, alone].map((some) => some.map(({ word }) => word).join(' '))
  return [...new Set(texts.flatMap(looksOf))]
}

/** Whether it is made of decorations alone. */
function isDecoration(look: string): boolean {
  const endsAt = [true]
  for (let end = 1; end <= look.length; end += 1)
    endsAt[end] = endsAt.some((isEnd, start) => isEnd && decorationLooks.has(look.slice(start, end)))
  return endsAt[look.length] ?? false
}
