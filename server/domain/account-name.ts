import { letterOf } from './look-alikes.js'

/** Characters that show nothing, or differently everywhere, and marks upon marks. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cn}\u2800]|\p{M}{3}/u

/** Whether people see every character of a name. */
export function isSeenWhole(name: string): boolean {
  return !unseen.test(name)
}

/** Signs that say whose a name is, and are no part of it. */
const ownership = /[™℠®©℗🄯🅪🅫🅬🆋🆊]|\((?:tm|sm|r|c)\)/giu
/** Two letters that look like one. Capital I, small l and 1 are one letter here, so `cl` stands for `cI` too. */
const pairs = [
  ['rn', 'm'],
  ['lvl', 'm'],
  ['vv', 'w'],
  ['cl', 'd'],
] as const
/** Letters that are drawn with signs. */
const drawn = [
  ['|\\/|', 'm'],
  ['/\\/\\', 'm'],
  ['\\/\\/', 'w'],
  ['\\/', 'v'],
  ['/\\', 'a'],
  ['|-|', 'h'],
  ['|3', 'b'],
  ['|)', 'd'],
  ['()', 'o'],
  ['[]', 'o'],
] as const

/**
 * What a name looks like: two names that share a look are taken for each other. A look has no regard to case, to marks on
 * letters and to what is neither letter nor digit, and all letters that look alike are one.
 */
export function looksOf(name: string): readonly string[] {
  const text = name.replace(ownership, ' ')
  // Two letters of a flag are a flag for some people, and letters for others.
  const texts = [text, text.replace(/[\u{1f1e6}-\u{1f1ff}]{2}/gu, ' ')]
  const cases = new Set(texts.flatMap(inEachCase))
  // A sign or a digit beside a letter may stand for a letter.
  const looks = [...cases].flatMap((one) => [lookOf(one, false), lookOf(one, true)])
  return [...new Set(looks.filter((look) => look !== ''))]
}

/** In the other case, a letter looks like other letters, unless it is one of ASCII. */
function inEachCase(text: string): readonly string[] {
  return /^[ -~]*$/.test(text) ? [text] : [text, text.toLowerCase(), text.toUpperCase()]
}

/** The words of a name, also those that only a capital letter divides. */
export function wordsOf(name: string): readonly string[] {
  const words = name
    .replace(ownership, ' ')
    .normalize('NFKC')
    .split(/[\p{Z}\p{P}]+|(?<=\p{Ll})(?=\p{Lu})/u)
  return words.filter((word) => word !== '')
}

function lookOf(text: string, areSignsLetters: boolean): string {
  const signs = areSignsLetters ? replaceAll(text, drawn) : text
  const characters = [
    ...signs
      .normalize('NFKC')
      .normalize('NFD')
      .replace(/\p{M}|\p{Default_Ignorable_Code_Point}/gu, ''),
  ]
  const isLetterAt = (index: number) => /\p{L}/u.test(characters[index] ?? '')
  const seen = characters.map((character, index) =>
    letterOf(character, areSignsLetters && (isLetterAt(index - 1) || isLetterAt(index + 1))),
  )
  const letters = seen.join('').replace(/[^\p{L}\p{N}]/gu, '')
  return replaceAll(letters, pairs) || seen.join('').trim()
}

function replaceAll(text: string, replacements: readonly (readonly [string, string])[]): string {
  return replacements.reduce((replaced, [from, to]) => replaced.replaceAll(from, to), text)
}
