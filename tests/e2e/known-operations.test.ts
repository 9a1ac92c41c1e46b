import { expect, it } from 'vitest'
import { fileBrowser } from '../support/file-browser.js'
import { ask, startServer } from '../support/start-server.js'
import { newPage, panel, untilAll, untilState } from './dashboard-page.js'

const browser = fileBrowser()

it('the dashboard works on a server that runs nothing but its operations', async () => {
  await using server = await startServer({}, { OPERATIONS: 'persisted' })
  const page = await newPage(browser)
  await page.goto(server.app.url)
  await untilAll(page, 'live')
  for (const name of ['Orders', 'Closed trades', 'Fills']) {
    await panel(page, 'trades').getByRole('tab', { name }).click()
    await untilState(page, 'trades', 'live')
  }
  await panel(page, 'chain').getByRole('tab').nth(1).click()
  await untilAll(page, 'live')
  const { errors } = await ask(server.httpUrl, '{ status { version } }')
  expect(errors?.[0]?.extensions?.code).toBe('OPERATION_NOT_ALLOWED')
})
