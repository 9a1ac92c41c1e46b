import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ManualClock } from '../../tests/support/manual-clock.js'
import { parseConfig } from '../config/config.js'
import { createLogger } from '../lib/logger.js'
import { openFeed } from './open-feed.js'

it('records every run in a file of its own, named by its start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'runs-'))
  const config = parseConfig({ FEED: 'deribit', DERIBIT_RECORD: 'true', DATA_DIR: folder })
  for (const startMs of [Date.UTC(2026, 8, 24, 9), Date.UTC(2026, 8, 24, 9, 0, 1)]) {
    const { recorder } = await openFeed(config, new ManualClock(startMs), createLogger('silent', false))
    await recorder?.[Symbol.asyncDispose]()
  }
  const files = await readdir(join(folder, 'recordings'))
  expect(files.sort()).toEqual(['deribit-20260924T090000Z.jsonl', 'deribit-20260924T090001Z.jsonl'])
  await rm(folder, { recursive: true })
})
