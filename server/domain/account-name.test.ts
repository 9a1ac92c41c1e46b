import { describe, expect, it } from 'vitest'
import { isSeenWhole, looksOf } from './account-name.js'

const share = (one: string, other: string) => looksOf(one).some((look) => looksOf(other).includes(look))

describe('a look', () => {
  it.each([
    ['Momentum', 'momentum'],
    ['Momentum', 'Mоmentum'],
    ['Momentum', 'ΜΟΜΕΝΤUΜ'],
    ['Momentum', 'Ⅿomentum'],
    ['Momentum', '𝐌𝐨𝐦𝐞𝐧𝐭𝐮𝐦'],
    ['Momentum', 'ｍｏｍｅｎｔｕｍ'],
    ['Momentum', 'M0mentum'],
    ['Momentum', 'Mornenturn'],
    ['Momentum', 'Mómentum'],
    ['Momentum', 'Mo\u200bmentum'],
    ['Momentum', 'M.o.m.e.n.t.u.m'],
    ['Buy and hold', 'Buy  and—hold'],
    ['Buy and hold', 'buy-and-hold'],
    ['Volatility seller', 'VoIatiIity se11er'],
    ['Volatility seller', 'Vοlаtіlіtу sеllеr'],
    ['Night owl', 'NIGHT OWL'],
    ['Night owl', 'ɴɪɢʜᴛ ᴏᴡʟ'],
    ['Night owl', '🅽🅸🅶🅷🆃 🅞🅦🅛'],
    ['Night owl', 'Night owl™'],
    ['Night owl', 'Night ovvl 🦉'],
    ['Night owl', 'N1ght °wl'],
    ['Night owl', 'Νiɡhт оwl'],
    ['Bot 4', 'Bot4'],
    ['Vega', '\\/ega'],
    ['Desk', '🇩🇪🇸🇰'],
    ['Desk', 'Desk 🇩🇪'],
    ['Νίκος', 'ΝΊΚΟΣ'],
    ['кот', 'КОТ'],
    ['Кот', 'КОТ'],
    ['Σοφία', 'ΣΟΦΊΑ'],
    ['!!!', '！！！'],
  ])('is shared by "%s" and "%s"', (one, other) => {
    expect(share(one, other)).toBe(true)
    expect(share(other, one)).toBe(true)
  })

  it.each([
    ['Momentum', 'Momentum 2'],
    ['Anna', 'Hanna'],
    ['日本', '日木'],
    ['!!!', '???'],
    ['🚀', '🛸'],
    ['🇩🇪🇫🇷', '🇮🇹🇪🇸'],
    ['Bot 4', 'Bot A'],
    ['Bot 4', 'Bot 5'],
    ['Νίκος', 'Νίκη'],
    ['محمد', 'أحمد'],
    ['Кот', 'Код'],
  ])('is not shared by "%s" and "%s"', (one, other) => {
    expect(share(one, other)).toBe(false)
  })
})

describe('a name', () => {
  it.each(['Anna', 'Möwe', 'Mo\u0308we', 'ปลา', '日本語', 'é̂', 'Bot 7 (BTC)', '🚀'])('"%s" is seen whole', (name) => {
    expect(isSeenWhole(name)).toBe(true)
  })

  it.each([
    'Mo\u200bmentum',
    'Mo\u200dmentum',
    'Mo\u00admentum',
    '\u3164',
    'a\u2800b',
    'a\ufe0f',
    'a\u{e0041}b',
    '\ue000',
    '\u0378',
    'Z\u0300\u0301\u0302algo',
  ])('%j is not', (name) => {
    expect(isSeenWhole(name)).toBe(false)
  })
})
