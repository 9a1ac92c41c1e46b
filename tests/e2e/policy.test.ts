import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileBrowser } from '../support/file-browser.js'
import { startServer, type TestServer } from '../support/start-server.js'
import { newPage, panel, untilAll } from './dashboard-page.js'

const browser = fileBrowser()
let server: TestServer
beforeAll(async () => {
  server = await startServer(
    {},
    { SIM_TICK_MS: '1000', NODE_ENV: 'production', GRAPHIQL: 'true', INTROSPECTION: 'true' },
  )
})
afterAll(() => server[Symbol.asyncDispose]())

interface Watched {
  readonly page: Page
  /** What the browser kept from running, and errors of scripts. */
  violations(): Promise<readonly string[]>
}

async function watchedPage(viewport?: { width: number; height: number }): Promise<Watched> {
  const page = await newPage(browser, viewport)
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) errors.push(message.text())
  })
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(globalThis, { seen })
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber, sample }) => {
      seen.push(`${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`)
    })
  })
  const violations = async () => [
    ...errors,
    ...(await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)),
  ]
  return { page, violations }
}

const policyOf = async (url: string, accept: string) =>
  (await fetch(url, { headers: { accept } })).headers.get('content-security-policy') ?? ''

describe('the content security policy', () => {
  it.each([
    ['the dashboard', () => server.app.url],
    ['GraphiQL', () => server.httpUrl],
    ['an answer', () => `${server.app.url}health`],
  ])('of %s lets nothing run that stands in the page unasked', async (_what, url) => {
    const policy = await policyOf(url(), 'text/html')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
  })

  it.each([
    ['wide', { width: 1440, height: 900 }],
    ['narrow', { width: 390, height: 844 }],
  ])('is not broken by any view of the dashboard: %s', async (_size, viewport) => {
    const { page, violations } = await watchedPage(viewport)
    await page.goto(server.app.url)
    await untilAll(page, 'live')
    for (const button of await page.getByRole('tab').all()) await button.click()
    for (const button of await page.getByRole('radio').all()) await button.click({ force: true })
    for (const row of await panel(page, 'leaderboard').getByRole('button').all()) await row.click()
    await page.emulateMedia({ colorScheme: 'light' })
    await untilAll(page, 'live')
    expect(await violations()).toEqual([])
    await page.context().close()
  })

  it('is not broken by GraphiQL, whatever is opened', async () => {
    const { page, violations } = await watchedPage()
    await page.goto(server.httpUrl)
    await page.locator('.graphiql-query-editor').getByText('LiveMarket').waitFor()
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
    await page.getByRole('link', { name: 'Subscription' }).click()
    await page.getByText('optionsChain').first().waitFor()
    await page.getByRole('button', { name: /execute/i }).click()
    await page.locator('.result-window').getByText('"marketData"').first().waitFor()
    await page.getByRole('button', { name: /stop|execute/i }).click()
    await page.locator('.graphiql-query-editor .view-lines').click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('\nquery Typed { stat', { delay: 20 })
    await page.locator('.suggest-widget.visible').waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type(' { nothing } }')
    await page.locator('.squiggly-error').first().waitFor()
    await page.locator('.squiggly-error').first().hover({ force: true })
    await page.keyboard.press('Control+f')
    await page.locator('.find-widget').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('F1')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Show GraphiQL Explorer' }).click()
    await page.getByRole('button', { name: /settings/i }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Dark' }).click()
    expect(await dialog.innerText()).not.toContain('Save headers')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /short keys/i }).click()
    await page.keyboard.press('Escape')
    expect(await violations()).toEqual([])
    await page.context().close()
  })
})

describe('a bearer token in GraphiQL', () => {
  it('stays in the memory of the page: nothing stores it', async () => {
    const token = `Bearer ${await server.mint('canary')}`
    const { page } = await watchedPage()
    await page.addInitScript((token) => {
      const empty = { title: 'Before', variables: null, operationName: null, response: null }
      const headers = JSON.stringify({ token })
      const tabs = [{ ...empty, id: 'a', hash: `x|${token}`, query: '{ __typename }', headers }]
      localStorage.setItem('graphiql:tabState', JSON.stringify({ tabs, activeTabIndex: 0 }))
      localStorage.setItem('graphiql:headers', headers)
      localStorage.setItem('graphiql:favorites', JSON.stringify({ favorites: [{ query: '{ __typename }', headers }] }))
    }, `${token}_of_before`)
    const sent: string[] = []
    page.on('request', (request) => sent.push(request.headers().authorization ?? ''))
    await page.goto(server.httpUrl)
    await page.locator('.graphiql-query-editor .view-line').first().waitFor()
    await page.getByRole('button', { name: 'Headers' }).click()
    await page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden) .view-lines').click()
    await page.keyboard.insertText(JSON.stringify({ authorization: token }))
    await page.getByRole('button', { name: /execute/i }).click()
    await page.locator('.result-window').getByText('__typename').waitFor()
    await page.getByRole('button', { name: 'New tab' }).click()
    await page.waitForFunction(() => localStorage.getItem('graphiql:tabState')?.includes('"activeTabIndex":1'))
    expect(sent).toContain(token)
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
    expect(stored).toContain('__typename')
    expect(stored).toContain('graphiql:favorites')
    expect(stored).not.toContain('gct_')
    expect(page.url()).not.toContain('gct_')
    await page.context().close()
  })
})
