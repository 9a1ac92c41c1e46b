import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { SignInContext } from '../../identity/sign-in-context.js'
import type { SignIn, SignInState } from '../../identity/sign-in.js'
import { anonymous } from '../../testing/anonymous.js'
import { ignore, LAST_UPDATE_MS } from '../../testing/faces.js'
import { render, wordsOf } from '../../testing/render.js'
import { SignInControl } from './sign-in-control.js'
import { SignInForm } from './sign-in-form.js'
import { SignInGate } from './sign-in-gate.js'
import { factsOf } from './sign-in-model.js'
import { SignInNote } from './sign-in-note.js'
import { SignedInView } from './signed-in-view.js'

const nobody: SignInState = {
  epoch: 1,
  credentials: anonymous,
  by: null,
  name: null,
  viewer: null,
  trouble: null,
  note: null,
  isReturning: false,
  providerName: null,
}
const holder: SignInState = {
  ...nobody,
  by: 'token',
  viewer: { id: 'token:7f', scopes: ['account:trade:my-bot', 'market:read'], expiresAt: null },
}
const person: SignInState = {
  ...nobody,
  by: 'provider',
  name: 'Ada',
  providerName: 'login.example.com',
  viewer: { id: 'jwt:https://login.example.com|ada', scopes: ['account:read:*'], expiresAt: '2026-11-21T13:00:00Z' },
}

const refuse = () => Promise.resolve(null)
const show = (element: ReactElement, state: SignInState = nobody) => {
  const signIn = { current: () => state, subscribe: () => ignore, withToken: refuse, withProvider: refuse }
  return render(<SignInContext value={signIn as unknown as SignIn}>{element}</SignInContext>)
}
const facts = (state: SignInState) => factsOf(state, LAST_UPDATE_MS)

describe('who is signed in', () => {
  it('is nobody, the one whom the provider names, or the id of a token', () => {
    expect(facts(nobody)).toBeNull()
    expect(facts(person)?.name).toBe('Ada')
    expect(facts(holder)?.name).toBe('Token 7f')
    expect(facts({ ...holder, viewer: null })?.name).toBe('…')
    expect(facts({ ...person, name: null })?.name).toBe('ada')
  })

  it('may do what the scopes say, in words', () => {
    expect(facts(holder)?.allows).toEqual(['Trade on my-bot', 'Read market data'])
    expect(facts(person)?.allows).toEqual(['Read every account'])
    const scopes = ['admin', 'account:publish:a', 'accounts:open', 'later:scope']
    const viewer = { id: 'x', scopes, expiresAt: null }
    expect(facts({ ...holder, viewer })?.allows).toEqual(['Everything', 'Publish to a', 'Open accounts', 'later:scope'])
  })

  it('has until a time, which moves where the token is renewed', () => {
    expect(facts(holder)?.expires).toBe('Never')
    expect(facts(person)?.expires).toMatch(/^13:00:00.*renewed before$/)
    expect(facts({ ...person, by: 'token' })?.expires).not.toContain('renewed')
  })
})

describe('the header', () => {
  it('has the way in, or who is signed in', () => {
    expect(wordsOf(show(<SignInControl />))).toBe('Sign in')
    expect(wordsOf(show(<SignInControl />, person))).toBe('Ada')
    const returning = show(<SignInControl />, { ...nobody, isReturning: true })
    expect(wordsOf(returning)).toBe('Signing in …')
    expect(returning).toContain('disabled')
  })

  it('marks a token that cannot be renewed at present', () => {
    expect(show(<SignInControl />, person)).toContain('data-trouble="false"')
    expect(show(<SignInControl />, { ...person, trouble: 'No answer' })).toContain('data-trouble="true"')
  })
})

describe('the dialog', () => {
  it('offers the provider first, where there is one', () => {
    const form = (providerName: string | null) =>
      show(<SignInForm providerName={providerName} onToken={refuse} onProvider={refuse} />)
    expect(wordsOf(form('login.example.com'))).toMatch(/^Sign in with login\.example\.com or with a token Token/)
    expect(wordsOf(form(null))).not.toContain('Sign in with')
  })

  it('takes a token as a secret that no browser stores', () => {
    const form = show(<SignInForm providerName={null} onToken={refuse} onProvider={refuse} />)
    expect(form).toMatch(/<input type="password"[^>]*autoComplete="off"/)
    expect(form).toMatch(/<button type="submit"[^>]*disabled/)
  })

  it('says what is known of who is signed in, and what is wrong', () => {
    const view = (state: SignInState) => {
      const known = facts(state)
      return known && wordsOf(show(<SignedInView facts={known} onSignOut={ignore} />))
    }
    expect(view(holder)).toBe(
      'Token 7f With a token Known as token:7f Allows Trade on my-bot Read market data Expires Never Sign out',
    )
    expect(view({ ...person, trouble: 'No answer' })).toContain('No answer')
    expect(view({ ...holder, viewer: null })).toBe('… With a token Sign out')
  })
})

describe('the page of a server that answers only to those who sign in', () => {
  it('has the way in, or waits for who comes back from the provider', () => {
    expect(wordsOf(show(<SignInGate />))).toContain('This server answers only to those who sign in. Token')
    expect(wordsOf(show(<SignInGate />, { ...nobody, isReturning: true }))).toMatch(/Signing in …$/)
  })
})

describe('the note', () => {
  it('says why a sign-in ended, and is not there without a reason', () => {
    expect(show(<SignInNote />)).toBe('')
    const ended = show(<SignInNote />, { ...nobody, note: 'You are signed out. The token was revoked' })
    expect(wordsOf(ended)).toBe('You are signed out. The token was revoked Dismiss')
    expect(ended).toContain('role="alert"')
  })
})
