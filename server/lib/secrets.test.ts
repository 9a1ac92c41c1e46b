import { describe, expect, it } from 'vitest'
import { Secrets, secretsIn } from './secrets.js'

const secret = 'päss/wörd+"&8'

describe('a secret', () => {
  const secrets = new Secrets()
  secrets.add([secret, 'short'])

  it.each([
    ['as it is', secret],
    ['in an address', encodeURIComponent(secret)],
    ['in an address with small letters', encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
    ['in JSON', JSON.stringify(secret)],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64 behind one letter', Buffer.from(`:${secret}`).toString('base64')],
    ['in base64 behind two letters', Buffer.from(`a:${secret}`).toString('base64')],
    ['in base64 behind a name and before more', Buffer.from(`ada:${secret} and more`).toString('base64')],
    ['in base64 for addresses', Buffer.from(`a:${secret}`).toString('base64url')],
  ])('is hidden %s', (_form, text) => {
    const shown = secrets.hide(`before ${text} after`)
    expect(shown).toMatch(/^before .{0,8}\[secret\].{0,24} after$/)
    expect(Buffer.from(shown, 'base64').toString()).not.toContain('wörd')
  })

  it('that is a short word is left, and so is everything else', () => {
    expect(secrets.hide('a short text')).toBe('a short text')
  })

  it('that is a bearer token is hidden though nobody named it', () => {
    expect(secrets.hide(`Bearer gct_${'x'.repeat(43)}`)).toBe('Bearer [token]')
  })
})

it('that is the beginning of another leaves nothing of that', () => {
  const secrets = new Secrets()
  secrets.add(['abcdefgh', 'abcdefgh-and-more'])
  expect(secrets.hide('abcdefgh-and-more, abcdefgh')).toBe('[secret], [secret]')
})

describe('an address', () => {
  it('has secrets in its password, in what it asks for, and in what is too long for a word in its path', () => {
    const key = 'abcdefghijklmnopqrstu'
    const found = secretsIn(`https://ada:p%40ss%2Fword@host/v1/${key}/x?token=a%2Bb+c&v=2#more`)
    expect(new Set(found)).toEqual(new Set(['p%40ss%2Fword', 'p@ss/word', 'a%2Bb+c', 'a+b+c', 'a+b c', '2', key]))
    expect(secretsIn('postgres://ada:100%@host/desk')).toEqual(['100%'])
  })

  it.each([
    ['its password', 'postgres://ada:p%40ss$word+1,2@host/desk', 'postgres://ada:[secret]@host/desk'],
    ['its query', 'https://host/v1?key=to$ken,(1)+%2F~!', 'https://host/v1?key=[secret]'],
    ['its path', 'https://host/to$ken,(1)+%2F~!abcdefghi', 'https://host/[secret]'],
  ])('is shown without the secret in %s, whatever signs it has', (_part, address, shown) => {
    const secrets = new Secrets()
    secrets.add(secretsIn(address))
    expect(secrets.hide(address)).toBe(shown)
    expect(secrets.hide(new URL(address).href)).toBe(shown)
  })
})
