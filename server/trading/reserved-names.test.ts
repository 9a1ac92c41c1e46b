import { describe, expect, it } from 'vitest'
import { ReservedNames } from './reserved-names.js'

const agents = ['Momentum', 'Buy and hold', 'Volatility seller', 'vol-seller', 'Language model']
const names = new ReservedNames(agents.flatMap((name) => [name, `${name} paper account`]))

describe('nobody may have a reserved name', () => {
  it.each([
    'Momentum',
    'MOMENTUM PAPER ACCOUNT',
    // Small capitals, letters in circles and squares, flags, superscripts, other alphabets.
    'ᴍomentum paper account',
    'ᴍᴏᴍᴇɴᴛᴜᴍ',
    'ʙᴜʏ ᴀɴᴅ ʜᴏʟᴅ',
    '🅜omentum',
    '🅼🅾🅼🅴🅽🆃🆄🅼',
    'ⓂⓄⓂⒺⓃⓉⓊⓂ',
    '⒨omentum',
    '🄼omentum',
    '🅑uy and hold paper account',
    'Momentum p🅰per account',
    '🇲🇴🇲🇪🇳🇹🇺🇲',
    'ᵐᵒᵐᵉⁿᵗᵘᵐ',
    '𝕸𝖔𝖒𝖊𝖓𝖙𝖚𝖒',
    'Ｍｏｍｅｎｔｕｍ',
    'Mo㎜entum',
    'Мοmεntυм',
    'МОМЕNТUМ',
    'Μ Ο Μ Ε Ν Τ Υ Μ',
    'Bυy αnd hοld',
    'Ꮇomentum',
    'ꓟomentum',
    'ʍomentum',
    'Mømentum',
    'Mómèntüm',
    // Signs, digits and pairs that stand for letters.
    'Momentum paper acc°unt',
    'Momentum paper accoun7',
    'M0m3ntum',
    'M🔴mentum',
    'M*mentum',
    'Mom€ntum',
    'Momen†um',
    'Volatility $eller',
    'VoIatiIity se11er',
    '|\\/|omentum',
    '\\/olatility seller',
    'vvolatility seller',
    'Mornenturn',
    'Buy ancl hold paper account',
    'Language rnodel',
    // Spaces, punctuation, capitals.
    'M.o.m.e.n.t.u.m',
    'm o m e n t u m',
    'buy_and_hold',
    'BuyAndHold',
    'MomentumPaperAccount',
    // Signs of ownership, emojis.
    'Momentum Paper Account™',
    'Momentum™',
    'Momentum®',
    'Momentum (TM)',
    'Momentum ✔️',
    'Momentum 🚀',
    'Momentum 🇩🇪',
    'Momentum 🅥',
    // Words that claim to be the same.
    'Momentum (official)',
    'The Momentum',
    'Momentum’s',
    'Momentum agent',
    'Momentum v2',
    'Momentum 10',
    'Momentum2.0',
    'Momentum №2',
    'Momentum Ⅱ',
    'Momentum, Inc.',
    'Momentum LLC',
    'Momentum by Gammacast',
    'momentumbot',
    'TheRealMomentum',
    'Mоmentum оfficial',
    'Real Buy and Hold',
    'Vol seller bot',
    'Official Volatility Seller Agent™',
    'My Momentum paper account by Ann',
    'Buy & hold',
    'Buy + Hold',
    'Buy n hold',
    // A slip of the pen.
    'Momentun',
    'Momemtum (official)',
    'Volatilty seler',
    'Buy and hodl',
  ])('nor %j', (name) => {
    expect(names.like(name)).not.toBeNull()
  })
})

it('is said of what a name looks like', () => {
  expect(names.like('Mornenturn agent')).toBe('Momentum')
  expect(names.like('ᴍomentum paper account')).toBe('Momentum paper account')
  expect(names.like('Buy ancl hold')).toBe('Buy and hold')
  expect(names.like('The volatility seller')).toBe('Volatility seller')
})

describe('everybody may have', () => {
  it.each([
    'Momentum trader by Ann',
    'Momentum and volatility',
    'Momentum Capital',
    'Momentous',
    'Moment',
    'Buy and hold by Ann',
    'Buy gold',
    'Volatility buyer',
    'Seller of volatility',
    'Short vol 3000',
    'Model of a language',
    'LLM trader',
    'Bot',
    'My bot',
    'The real bot',
    'Paper account',
    'A',
    'Night owl',
    'Vega hunter',
    'Theta gang',
    'Desk 42',
    'Bot 7 (BTC)',
    'C++ bot',
    'O’Brien',
    'Jean-Luc',
    'Zoë',
    'Möwe',
    'Νίκος',
    'Σοφία Παπαδοπούλου',
    'Ольга',
    'Кот Матроскин',
    'Моментум',
    '李小龍',
    '量化交易',
    '東京ボット',
    '김철수',
    'محمد',
    'أحمد الخوارزمي',
    'שלום',
    'ปลา',
    'नमस्ते',
    '🚀',
    '🚀 To the moon',
    '🇩🇪 Desk',
    '!!!',
  ])('the name "%s"', (name) => {
    expect(names.like(name)).toBeNull()
  })
})

it('reads the longest name in one go', () => {
  for (const part of ['agents', 'sss', 'incin', '🅰', 'v2 ', 'momentum'])
    expect(names.like(`${part.repeat(100)}x`)).toBeNull()
})
