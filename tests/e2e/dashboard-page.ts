import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Opener } from '../support/file-browser.js'
import { patient } from '../support/patient.js'
import { ask, type TestServer } from '../support/start-server.js'

/** Those whose content moves with every event. */
export const moving = ['market', 'chain', 'performance', 'positions', 'decisions']
export const panels = [...moving, 'leaderboard', 'trades']
export const wide = { width: 1440, height: 900 }
export const sizes = [wide, { width: 1024, height: 768 }, { width: 390, height: 844 }]

export const panel = (page: Page, name: string) => page.locator(`[data-panel="${name}"]`)
export const untilState = (page: Page, name: string, state: string) =>
  page.locator(`[data-panel="${name}"][data-state="${state}"]`).waitFor()
export const untilAll = (page: Page, state: string, names: readonly string[] = panels) =>
  Promise.all(names.map((name) => untilState(page, name, state)))
export const untilFeed = (page: Page, state: string) => page.locator(`[data-feed-state="${state}"]`).waitFor()
export const untilConnection = (page: Page, state: string) => page.locator(`[data-connection="${state}"]`).waitFor()

/** A page of its own context. */
export async function newPage(browser: Opener, viewport = wide): Promise<Page> {
  const context = await browser.newContext({ viewport })
  return context.newPage()
}

export async function openDashboard(browser: Opener, url: string, viewport = wide): Promise<Page> {
  const page = await newPage(browser, viewport)
  await page.goto(url)
  return page
}

/** Charts draw what they have with the next frame, and take their size then. */
export const painted = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))

/** Waits until a panel shows another event, and what it shows differs. */
export async function untilChanged(page: Page, name: string): Promise<void> {
  const before = await panel(page, name).evaluate((section) => ({
    seq: (section as HTMLElement).dataset.seq,
    text: section.querySelector<HTMLElement>(':scope > [data-role="body"]')?.innerText,
  }))
  await page.waitForFunction(
    ({ name, before }) => {
      const section = document.querySelector<HTMLElement>(`[data-panel="${name}"]`)
      const body = section?.querySelector<HTMLElement>(':scope > [data-role="body"]')
      // Decisions of all accounts have no seq.
      const isNext = before.seq === undefined || section?.dataset.seq !== before.seq
      return isNext && body?.innerText !== before.text
    },
    { name, before },
  )
}

/** How many subscriptions the page has. */
const subscriptions = 14

/** Waits until the page follows all that it shows: what happens before is only asked for later. */
export async function untilFollowed({ httpUrl }: TestServer): Promise<void> {
  const followed = async () =>
    (await ask<{ status: { fanout: { members: number } } }>(httpUrl, '{ status { fanout { members } } }')).data?.status
      .fanout.members
  await expect.poll(followed, patient).toBe(subscriptions)
}

/** An operation as the page sends it. */
export interface SentOperation {
  readonly operationName: string
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

export interface Traffic {
  /** Over HTTP. */
  readonly requests: string[]
  /** The names of what was asked over the socket. */
  readonly operations: string[]
  forget(): void
}

/** What a page sends from now on. */
export function trafficOf(page: Page): Traffic {
  const requests: string[] = []
  const operations: string[] = []
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`))
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const message = JSON.parse(String(payload)) as { type: string; payload: SentOperation }
      if (message.type === 'subscribe') operations.push(message.payload.operationName)
    }),
  )
  return {
    requests,
    operations,
    forget: () => {
      requests.length = operations.length = 0
    },
  }
}

/** From now on the server of the page answers these operations with a fault, as it does for one of its own. */
export async function failWhere(page: Page, isFaulty: (operation: SentOperation) => boolean): Promise<void> {
  await page.routeWebSocket('**/graphql', (near) => {
    const far = near.connectToServer()
    near.onMessage((message) => {
      const { type, id, payload } = JSON.parse(String(message)) as { type: string; id: string; payload: SentOperation }
      if (type !== 'subscribe' || !isFaulty(payload)) return far.send(message)
      const errors = [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }]
      near.send(JSON.stringify({ type: 'error', id, payload: errors }))
    })
  })
}
