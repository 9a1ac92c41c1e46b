import { AxeBuilder } from '@axe-core/playwright'
import { decodeJwt } from 'jose'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startProvider, type Provider } from '../support/auth/provider.js'
import { fileBrowser } from '../support/file-browser.js'
import { ask, startServer, type TestServer } from '../support/start-server.js'
import { newPage, panel, untilAll, untilConnection } from './dashboard-page.js'

const browser = fileBrowser()
let provider: Provider
beforeAll(async () => {
  provider = await startProvider()
})
afterAll(() => provider[Symbol.asyncDispose]())
beforeEach(() => {
  Object.assign(provider, {
    isUp: true,
    renews: true,
    namesSender: true,
    wrong: {},
    isWilling: true,
    lifetimeS: 3_600,
    saidLifetimeS: null,
    scope: 'market:read',
  })
})

const serve = (env: Record<string, string> = {}) =>
  startServer({}, { SIM_TICK_MS: '1000', NODE_ENV: 'production', ...provider.settings, ...env })

const secretName = 'Secret desk'
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** A private account, and a token of its owner. */
async function openPrivate({ httpUrl, mint }: TestServer): Promise<string> {
  const token = await mint('secret')
  const input = { idempotencyKey: 'open', name: secretName, visibility: 'PRIVATE' }
  const query = `mutation ($input: OpenAccountInput!) { openAccount(input: $input) { __typename } }`
  const { data } = await ask(httpUrl, query, { input }, bearer(token))
  expect(data).toEqual({ openAccount: { __typename: 'AccountOpened' } })
  return token
}

interface Watched {
  readonly page: Page
  /** What the content security policy kept from running, and errors of scripts. */
  readonly violations: string[]
  /** Every address that the page asked for or had. */
  readonly addresses: string[]
}

async function open(address: string, viewport?: { width: number; height: number }): Promise<Watched> {
  const page = await newPage(browser, viewport)
  const violations: string[] = []
  const addresses: string[] = []
  page.on('pageerror', ({ message }) => violations.push(message))
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) violations.push(message.text())
  })
  page.on('request', (request) => addresses.push(request.url()))
  page.on('framenavigated', (frame) => addresses.push(frame.url()))
  page.on('websocket', (socket) => addresses.push(socket.url()))
  await page.goto(address)
  return { page, violations, addresses }
}

/** When each new token ends, as the server answers who took it on an open socket. */
function renewalsOf(page: Page): readonly number[] {
  const endsMs: number[] = []
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const [, expiresAt] = /"renewToken":\{.*?"expiresAt":"([^"]+)"/.exec(String(payload)) ?? []
      if (expiresAt !== undefined) endsMs.push(Date.parse(expiresAt))
    }),
  )
  return endsMs
}

const control = (page: Page) => page.locator('[data-signed-in] > button')
const untilSignedIn = (page: Page, name: string) =>
  page.locator('[data-signed-in="true"] > button').filter({ hasText: name }).waitFor()
const untilAnonymous = (page: Page) =>
  page.locator('[data-signed-in="false"] > button').filter({ hasText: 'Sign in' }).waitFor()
const dialog = (page: Page) => page.getByRole('dialog')
const note = (page: Page) => page.locator('[data-note]')

async function pasteToken(page: Page, token: string, keep = false): Promise<void> {
  await control(page).click()
  await dialog(page).getByLabel('Token').fill(token)
  if (keep) await dialog(page).getByRole('checkbox').check()
  await dialog(page).getByRole('button', { name: 'Use token' }).click()
}

async function withProvider(page: Page, keep = false): Promise<void> {
  await control(page).click()
  if (keep) await dialog(page).getByRole('checkbox').check()
  await dialog(page)
    .getByRole('button', { name: /Sign in with/ })
    .click()
}

async function signOut(page: Page): Promise<void> {
  await control(page).click()
  await dialog(page).getByRole('button', { name: 'Sign out' }).click()
  await untilAnonymous(page)
}

/** What axe finds, in the dark and in the light. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).analyze()
    found.push(...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`))
  }
  const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  return width > 0 ? [...found, `${width} pixels too wide`] : found
}

const stored = (page: Page) => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
const names = (page: Page) => panel(page, 'performance').getByRole('combobox').innerText()

describe('a pasted token', () => {
  let server: TestServer
  let token: string
  beforeAll(async () => {
    server = await serve()
    token = await openPrivate(server)
  })
  afterAll(() => server[Symbol.asyncDispose]())

  it('shows what its owner may see, says who it is, and leaves nothing of it when they sign out', async () => {
    const { page, violations, addresses } = await open(server.app.url)
    await untilAll(page, 'live')
    expect(await page.content()).not.toContain(secretName)
    await pasteToken(page, token)
    await untilSignedIn(page, 'Token')
    await expect.poll(() => names(page)).toContain(secretName)
    await control(page).click()
    expect(await dialog(page).innerText()).toContain('Trade on secret')
    await page.keyboard.press('Escape')
    await signOut(page)
    await untilAll(page, 'live')
    expect(await page.content()).not.toContain(secretName)
    expect(await stored(page)).not.toContain('gct_')
    expect(addresses.join()).not.toContain('gct_')
    expect(violations).toEqual([])
    await page.context().close()
  })

  it('lasts as long as the page, or as the tab by choice, and in this tab alone', async () => {
    const { page } = await open(server.app.url)
    await pasteToken(page, token)
    await untilSignedIn(page, 'Token')
    await page.reload()
    await untilAnonymous(page)
    await pasteToken(page, token, true)
    await untilSignedIn(page, 'Token')
    await page.reload()
    await untilSignedIn(page, 'Token')
    const other = await page.context().newPage()
    await other.goto(server.app.url)
    await untilAll(other, 'live')
    await untilAnonymous(other)
    await signOut(page)
    expect(await stored(page)).not.toContain('gct_')
    await page.context().close()
  })

  it('that the server does not accept is refused in the dialog, and changes nothing', async () => {
    const { page } = await open(server.app.url)
    await untilAll(page, 'live')
    await pasteToken(page, `${token}x`)
    await dialog(page)
      .getByRole('alert')
      .filter({ hasText: /unknown|token/ })
      .waitFor()
    await page.keyboard.press('Escape')
    await untilConnection(page, 'live')
    await untilAnonymous(page)
    await page.context().close()
  })

  it('that is revoked says so, and the page goes on as for everybody', async () => {
    const { page } = await open(server.app.url)
    await pasteToken(page, token, true)
    await untilSignedIn(page, 'Token')
    await expect.poll(() => names(page)).toContain(secretName)
    const { data } = await ask<{ viewer: { id: string } }>(server.httpUrl, '{ viewer { id } }', {}, bearer(token))
    server.app.services.sessions.revoke(data?.viewer.id ?? '')
    await note(page).filter({ hasText: 'You are signed out. The token was revoked' }).waitFor()
    await untilAnonymous(page)
    await untilAll(page, 'live')
    expect(await page.content()).not.toContain(secretName)
    expect(await stored(page)).not.toContain('gct_')
    await page.context().close()
  })
})

describe('a server that answers only to those who sign in', () => {
  it.each([
    ['wide', { width: 1440, height: 900 }],
    ['narrow', { width: 390, height: 844 }],
  ])('is shown as a way in, not as a lost connection, and is asked once: %s', async (_size, viewport) => {
    await using server = await serve({ AUTH: 'required' })
    const token = await server.mint('mine')
    const sockets: string[] = []
    const page = await newPage(browser, viewport)
    page.on('websocket', (socket) => sockets.push(socket.url()))
    await page.goto(server.app.url)
    await page.locator('[data-gate]').waitFor()
    await untilConnection(page, 'refused')
    await page.evaluate(() => {
      dispatchEvent(new Event('online'))
      document.dispatchEvent(new Event('visibilitychange'))
    })
    expect(await faultsOf(page)).toEqual([])
    const gate = page.locator('[data-gate]')
    await gate.getByLabel('Token').fill(token)
    expect(sockets).toHaveLength(1)
    await gate.getByRole('button', { name: 'Use token' }).click()
    await untilAll(page, 'live')
    expect(sockets).toHaveLength(2)
    await control(page).click()
    expect(await faultsOf(page)).toEqual([])
    await dialog(page).getByRole('button', { name: 'Sign out' }).click()
    await gate.waitFor()
    await page.context().close()
  })
})

describe('an identity provider', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await serve()
    await openPrivate(server)
  })
  afterAll(() => server[Symbol.asyncDispose]())

  it('signs people in; its code and its tokens are in no address and in no storage', async () => {
    provider.scope = 'market:read account:read:secret'
    const { page, violations, addresses } = await open(server.app.url)
    await withProvider(page)
    await untilSignedIn(page, 'Ada Lovelace')
    await expect.poll(() => names(page)).toContain(secretName)
    expect(page.url()).toBe(server.app.url)
    expect(await page.evaluate(() => [location.href, performance.getEntriesByType('resource').length > 0])).toEqual([
      server.app.url,
      true,
    ])
    const token = provider.issued.at(-1) ?? ''
    expect(addresses.join()).not.toContain(token)
    expect(await stored(page)).not.toMatch(/eyJ|verifier/)
    await signOut(page)
    await untilAll(page, 'live')
    expect(await page.content()).not.toContain(secretName)
    await expect.poll(() => provider.forgotten.length).toBeGreaterThan(0)
    expect(violations).toEqual([])
    await page.context().close()
  })

  it('renews tokens on the open socket: nothing is interrupted', async () => {
    // Renewed every two seconds, long before they end: a page that stands still for a while loses nothing.
    provider.saidLifetimeS = 4
    const { page, violations } = await open(server.app.url)
    await untilAll(page, 'live')
    const renewals = renewalsOf(page)
    const before = provider.issued.length
    await withProvider(page, true)
    await untilSignedIn(page, 'Ada Lovelace')
    const sockets: string[] = []
    page.on('websocket', (socket) => sockets.push(socket.url()))
    await expect.poll(() => renewals.length).toBeGreaterThan(2)
    // What the socket had before the newest that the server took: the end of none of them is an end of the socket.
    const past = provider.issued.slice(before, before + renewals.length)
    for (const token of past) server.app.services.sessions.revoke(`token:jwt:${decodeJwt(token).jti}`)
    Object.assign(provider, { saidLifetimeS: null, lifetimeS: 36_000 })
    await expect.poll(() => (renewals.at(-1) ?? 0) - Date.now()).toBeGreaterThan(10_000_000)
    await untilAll(page, 'live')
    expect(sockets).toEqual([])
    expect(await note(page).count()).toBe(0)
    await page.reload()
    await untilSignedIn(page, 'Ada Lovelace')
    expect(violations).toEqual([])
    await page.context().close()
  })

  it('that renews no more ends the sign-in, and the page says so and goes on as for everybody', async () => {
    provider.lifetimeS = 8
    const { page } = await open(server.app.url)
    await withProvider(page)
    await untilSignedIn(page, 'Ada Lovelace')
    provider.renews = false
    await note(page).filter({ hasText: 'You are signed out.' }).waitFor()
    await untilAnonymous(page)
    await untilAll(page, 'live')
    await page.context().close()
  })

  it('that is away while somebody is signed in is asked again until it answers', async () => {
    provider.lifetimeS = 8
    const { page } = await open(server.app.url)
    await withProvider(page)
    await untilSignedIn(page, 'Ada Lovelace')
    provider.isUp = false
    await page.locator('[data-signed-in="true"] > [data-trouble="true"]').waitFor()
    provider.isUp = true
    const before = provider.issued.length
    await expect.poll(() => provider.issued.length).toBeGreaterThan(before)
    await page.locator('[data-signed-in="true"] > [data-trouble="false"]').waitFor()
    await page.context().close()
  })

  it.each([
    ['another state', { state: 'another' }, 0],
    ['another sender', { sender: 'https://login.example' }, 0],
    ['no sender, although it promised to name it,', { sender: null }, 0],
    ['another nonce', { claims: { nonce: 'another' } }, 1],
    ['another issuer', { claims: { iss: 'https://login.example' } }, 1],
    ['another audience', { claims: { aud: 'another' } }, 1],
    ['another authorized party', { claims: { azp: 'another' } }, 1],
    ['no person', { claims: { sub: undefined } }, 1],
  ])(
    'whose answer has %s signs nobody in, and gets back the tokens that came with it',
    async (_what, wrong, exchanges) => {
      Object.assign(provider, { wrong, exchanges: 0 })
      const good = provider.refreshTokens.size
      const forgotten = provider.forgotten.length
      const { page } = await open(server.app.url)
      await withProvider(page)
      await note(page).filter({ hasText: 'does not belong to a sign-in of this tab' }).waitFor()
      await untilAnonymous(page)
      expect(page.url()).toBe(server.app.url)
      expect(provider.exchanges).toBe(exchanges)
      expect(await stored(page)).not.toContain('eyJ')
      await expect.poll(() => provider.forgotten.length).toBe(forgotten + exchanges)
      expect(provider.refreshTokens.size).toBe(good)
      await page.context().close()
    },
  )

  it('that promises no sender, and names this client among others as the one that asked, signs people in', async () => {
    const { clientId } = provider
    provider.namesSender = false
    provider.wrong = { sender: null, claims: { aud: [clientId, 'another'], azp: clientId } }
    const { page } = await open(server.app.url)
    await withProvider(page)
    await untilSignedIn(page, 'Ada Lovelace')
    await page.context().close()
  })

  it('that renews tokens for another client ends the sign-in, and gets the tokens back', async () => {
    provider.lifetimeS = 8
    const { page } = await open(server.app.url)
    await withProvider(page, true)
    await untilSignedIn(page, 'Ada Lovelace')
    const forgotten = provider.forgotten.length
    provider.wrong = { claims: { aud: 'another' } }
    await note(page).filter({ hasText: 'You are signed out.' }).waitFor()
    await untilAnonymous(page)
    expect(await stored(page)).not.toContain('eyJ')
    await expect.poll(() => provider.forgotten.length).toBe(forgotten + 1)
    await page.context().close()
  })

  it('whose answer comes a second time, or was made up, changes nothing: no code is sent, and who is signed in stays so', async () => {
    const { page, addresses } = await open(server.app.url)
    await withProvider(page, true)
    await untilSignedIn(page, 'Ada Lovelace')
    const answer = addresses.find((address) => address.includes('code=')) ?? ''
    expect(new URL(answer).searchParams.get('state')).toBeTruthy()
    provider.exchanges = 0
    for (const address of [answer, `${server.app.url}?code=made-up&state=made-up&iss=${provider.issuer}`]) {
      await page.goto(address)
      await note(page).filter({ hasText: 'does not belong to a sign-in of this tab' }).waitFor()
      await untilSignedIn(page, 'Ada Lovelace')
      expect(page.url()).toBe(server.app.url)
    }
    expect(provider.exchanges).toBe(0)
    await page.context().close()
  })

  it('that refuses somebody, or whose tokens the server does not accept, signs nobody in', async () => {
    provider.isWilling = false
    const { page } = await open(server.app.url)
    await withProvider(page)
    await note(page).filter({ hasText: 'Refused by 127.0.0.1' }).waitFor()
    await untilAnonymous(page)
    await page.context().close()
  })

  it('that is down is said in the dialog, and the way in with a token stays', async () => {
    provider.isUp = false
    const { page } = await open(server.app.url)
    await untilAll(page, 'live')
    await withProvider(page)
    await dialog(page)
      .getByRole('alert')
      .filter({ hasText: /^No answer from 127\.0\.0\.1:\d+\. Try again later\.$/ })
      .waitFor()
    expect(await dialog(page).getByLabel('Token').isEnabled()).toBe(true)
    await page.context().close()
  })
})
