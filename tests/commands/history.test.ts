import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { parquetReadObjects } from 'hyparquet'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { BarBlock, hourOfBars, placeOf } from '../../server/history/bars/bar-block.js'
import { heardName, smilesName } from '../../server/history/bars/kept-series.js'
import type { MarketHistory, RecordedMarket } from '../../server/history/market-history.js'
import { decodeSegment } from '../../server/history/segment/read-segment.js'
import { encodeSegment } from '../../server/history/segment/write-segment.js'
import { SmileBlock } from '../../server/history/volatility/smile-block.js'
import { runBuilt, type Run } from '../support/run-server.js'
import { describeOn } from '../support/store/describe-on.js'
import { openHistory } from '../support/store/history-home.js'
import { recordedFromMs, recordWithHole } from '../support/store/history-market.js'
import { storeEnv } from '../support/store/store-env.js'
import { engines, type StoreHome } from '../support/store/store-home.js'
import { temporaryDir, type TemporaryDir } from '../support/temporary-dir.js'

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/deribit/${name}`, import.meta.url))

let folder: TemporaryDir
beforeEach(() => (folder = temporaryDir()))
afterEach(() => folder[Symbol.dispose]())

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder.path, name)
  writeFileSync(path, content)
  return path
}

const hour = placeOf(60_000, recordedFromMs)

/** The first segment in one piece. */
async function joined(markets: MarketHistory, market: RecordedMarket) {
  const span = { fromMs: recordedFromMs, toMs: recordedFromMs + 1 }
  const { fromMs, toMs, pieces } = (await markets.inPieces(market, span)) ?? expect.fail()
  const parts = pieces.map(decodeSegment)
  const [first = expect.fail()] = parts
  const events = parts.flatMap((part) => part.events)
  return { fromMs, toMs, bytes: await encodeSegment({ ...first, toMs, events }) }
}

/** Changes a byte in the first row, and answers what changes it back. */
async function breakByte(home: StoreHome, row: string): Promise<() => Promise<void>> {
  const [table = '', of = 'WHERE TRUE'] = row.split(/ (?=WHERE)/)
  const write = async (change: (body: Buffer) => void) => {
    await using database = home.openHistoryDatabase()
    const [found] = await database.read(`SELECT from_ms, body FROM ${table} ${of} ORDER BY from_ms LIMIT 1`)
    const body = Buffer.from(found?.body as Uint8Array)
    change(body)
    const sql = `UPDATE ${table} SET body = $1 ${of} AND from_ms = $2`
    await database.transaction((session) => session.run(sql, [body, Number(found?.from_ms)]))
  }
  const flip = () => write((body) => body.writeUInt8(body.readUInt8(body.length - 1) ^ 1, body.length - 1))
  await flip()
  return flip
}

/** Runs the command to its end. Answers its exit code, and all that it said. */
async function history(home: StoreHome, args: readonly string[], env: Record<string, string> = {}) {
  const run: Run = runBuilt('history-main', args, { ...storeEnv(home), ...env })
  const code = await run.exit
  return { code, output: run.output() }
}

for (const engine of engines) {
  describeOn(engine, 'npm run history', (makeHome) => {
    it('imports a recording under a name, lists it and removes it', async () => {
      await using home = await makeHome()
      expect(await history(home, ['list'])).toMatchObject({ code: 0, output: 'Nothing is recorded yet.\n' })
      const path = file('session.jsonl.gz', gzipSync(readFileSync(fixture('session.jsonl'))))
      const imported = await history(home, ['import', path, '--name', 'session'])
      expect(imported.output).toMatch(/Importing: 100 %/)
      expect(imported.output).toMatch(/^Imported as DERIBIT:session: \d+ events from \S+Z to \S+Z, [\d,]+ bytes\.$/m)
      expect(imported.code).toBe(0)
      const again = await history(home, ['import', path, '--name', 'session'])
      expect(again.code).toBe(1)
      expect(again.output).toContain('there is a recording DERIBIT:session already: take another --name')
      const listed = await history(home, ['list'])
      expect(listed.output).toMatch(/^DERIBIT:session {2}imported {2}\S+Z to \S+Z {2}[\d.]+ (kB|bytes) {2}/)
      expect((await history(home, ['remove', 'DERIBIT:another'])).output).toContain('there are DERIBIT:session')
      expect((await history(home, ['remove', 'DERIBIT:session'])).code).toBe(0)
      expect((await history(home, ['list'])).output).toBe('Nothing is recorded yet.\n')
    })

    it('leaves nothing of a file that does not hold what it should, and says where', async () => {
      await using home = await makeHome()
      const broken = fixture('received.raw.txt')
      const { code, output } = await history(home, ['import', broken, '--name', 'broken'])
      expect(code).toBe(1)
      expect(output).toContain(`${broken}, line 5: no recorder writes such a line`)
      expect((await history(home, ['list'])).output).toBe('Nothing is recorded yet.\n')
    })

    it('lists beside a server, and imports when that is stopped', async () => {
      await using home = await makeHome()
      const path = join(folder.path, 'session.jsonl')
      copyFileSync(fixture('session.jsonl'), path)
      {
        await using server = await openHistory(home)
        const refused = await history(home, ['import', path, '--name', 'session'])
        expect(refused.code).toBe(1)
        expect(refused.output).toMatch(
          /A server, or another command, uses this store: .* Stop it, then run this command again/,
        )
        expect((await history(home, ['list'])).code).toBe(0)
        expect(await server.markets.markets()).toEqual([])
      }
      expect((await history(home, ['import', path, '--name', 'session'])).code).toBe(0)
    })

    it('exports beside a server what can be imported again, and finds all of it as it was recorded', async () => {
      await using home = await makeHome()
      const out = join(folder.path, 'five minutes.ndjson')
      let id = ''
      {
        await using server = await openHistory(home)
        await recordWithHole(server)
        id = (await history(home, ['list'])).output.split('  ')[0] ?? ''
        expect(id).toMatch(/^SIMULATED:W\d+$/)
        const exported = await history(home, ['export', id, '--out', out])
        expect(exported).toMatchObject({ code: 0 })
        expect(exported.output).toMatch(/^Exporting: 100 %$/m)
        expect(exported.output).toMatch(
          /^Exported SIMULATED:W\d+ from \S+ to \S+: [\d,]+ events, 2 holes, \S+ kB in .*minutes.ndjson$/m,
        )
        const range = ['--from', '2026-01-05T06:00:30Z', '--to', '2026-01-05T06:01:30Z']
        const [table, parquet] = ['minute.csv', 'minute.parquet'].map((name) => join(folder.path, name))
        for (const path of [table, parquet]) {
          expect(await history(home, ['export', id, ...range, '--out', path ?? ''])).toMatchObject({ code: 0 })
        }
        const lines = readFileSync(table ?? '', 'utf8')
          .trimEnd()
          .split('\n')
        const rows: readonly Record<string, unknown>[] = await parquetReadObjects({
          file: new Uint8Array(readFileSync(parquet ?? '')).buffer,
        })
        expect(rows.map(({ symbol, markIv }) => [String(symbol ?? ''), String(markIv ?? '')])).toEqual(
          columnsOf(lines, ['symbol', 'markIv']),
        )
        expect(rows.length).toBeGreaterThan(500)
        const verified = await history(home, ['verify', id])
        expect(verified).toMatchObject({ code: 0 })
        expect(verified.output).toMatch(
          /: 4 segments, [\d,]+ events, 2 holes, 0 hours of bars: all as it was recorded\.$/m,
        )
      }
      expect(await history(home, ['import', out, '--name', 'back'])).toMatchObject({ code: 0 })
      const again = join(folder.path, 'again.ndjson')
      await history(home, ['export', 'SIMULATED:back', '--out', again])
      expect(readFileSync(again, 'utf8') === readFileSync(out, 'utf8')).toBe(true)
      const verified = await history(home, ['verify'])
      expect(verified.output).toMatch(/^SIMULATED:back: .*: all as it was recorded\.$/m)
      expect(verified.output).toContain(`${id}: `)
    })

    it('names what is damaged and what to do, and ends with 1', async () => {
      await using home = await makeHome()
      {
        await using server = await openHistory(home)
        await recordWithHole(server)
      }
      {
        await using database = home.openHistoryDatabase()
        const sql = 'UPDATE segment_pieces SET body = $1 WHERE from_ms = $2'
        await database.transaction((session) => session.run(sql, [Buffer.from('GCHS of another kind'), recordedFromMs]))
      }
      const { code, output } = await history(home, ['verify'])
      expect(code).toBe(1)
      expect(output).toMatch(
        /^ {2}2026-01-05T06:00:00.000Z to 2026-01-05T06:01:00.000Z: The segment has version \d+; this program reads version 1$/m,
      )
      expect(output).toMatch(
        /^npm run history: SIMULATED:W\d+ is damaged\. The rest of it can be read\. Bring a copy of the database back/m,
      )
    })

    it('finds one broken byte in each kind of row, and names it', async () => {
      await using home = await makeHome()
      const [index, smiles] = [heardName({ value: 'INDEX', currency: 'BTC', symbol: null }), smilesName('BTC')]
      {
        await using server = await openHistory(home)
        const { markets, bars } = server
        const market = await recordWithHole(server)
        const whole = await joined(markets, market)
        await markets.join(market, whole)
        const samples = new SmileBlock(recordedFromMs)
        samples.add(recordedFromMs, { expiries: [], putCallOpenInterest: 1, putCallVolume: 1 })
        await bars.keep(market, [
          { series: index, fromMs: recordedFromMs, bytes: hourOfBars.bytes(new BarBlock(hour)) },
          { series: smiles, fromMs: recordedFromMs, bytes: samples.bytes() },
        ])
      }
      expect((await history(home, ['verify'])).output).toContain('2 holes, 2 hours of bars: all as it was recorded.')
      const anHour = '2026-01-05T06:00:00.000Z to 2026-01-05T07:00:00.000Z'
      for (const [row, named] of [
        ['segments', '2026-01-05T06:00:00.000Z to 2026-01-05T06:01:00.000Z: The segment is damaged'],
        ['segment_pieces', '2026-01-05T06:01:00.000Z to 2026-01-05T06:02:00.000Z: The segment is damaged'],
        [`minute_bars WHERE series = '${index}'`, `${anHour}: the hour of ${index} cannot be read`],
        [`minute_bars WHERE series = '${smiles}'`, `${anHour}: the hour of ${smiles} cannot be read`],
      ] as const) {
        const mend = await breakByte(home, row)
        const { code, output } = await history(home, ['verify'])
        expect(code, row).toBe(1)
        expect(output, row).toContain(`: 1 fault.\n  ${named}`)
        await mend()
      }
      expect(await history(home, ['verify'])).toMatchObject({ code: 0 })
    })

    it('leaves nothing of an import that is killed or stopped; an export goes on where it was stopped', async () => {
      await using home = await makeHome()
      // So long that the import still runs for seconds after it said 20 %.
      const path = file('many.jsonl', minutesOfIndex(15_000))
      const begun = async (args: readonly string[], until: RegExp) => {
        const run = runBuilt('history-main', args, storeEnv(home))
        await run.says(until)
        return run
      }
      const args = ['import', path, '--name', 'many']
      await (await begun(args, /Importing: 20 %/)).kill()
      expect((await history(home, ['list'])).output).toBe('Nothing is recorded yet.\n')
      const stopped = await begun(args, /Importing: 20 %/)
      stopped.child.kill('SIGINT')
      expect(await stopped.exit).toBe(130)
      expect(stopped.output()).toContain('Stopped: nothing was imported')
      const fewer = file('fewer.jsonl', minutesOfIndex(10_000))
      expect((await history(home, ['import', fewer, '--name', 'many'])).output).toMatch(
        /^Imported as DERIBIT:many: 10,001 events .* [\d,]+ bytes\.\nThere are no holes in it\.\nNothing was left out\.$/m,
      )

      const [cut, whole] = ['cut.ndjson', 'whole.ndjson'].map((name) => join(folder.path, name))
      const toFile = (out = '') => ['export', 'DERIBIT:many', '--out', out]
      await history(home, toFile(whole))
      const leaving = await begun(toFile(cut), /Exporting: 20 %/)
      leaving.child.kill('SIGINT')
      expect(await leaving.exit).toBe(130)
      expect(leaving.output()).toContain('Stopped: it goes on from here when you run the command again')
      expect((await history(home, toFile(cut))).output).toMatch(
        /^Going on from 20\d\d-.*Z, where the export was interrupted$/m,
      )
      expect(readFileSync(cut ?? '', 'utf8') === readFileSync(whole ?? '', 'utf8')).toBe(true)
    })

    it('imports nothing while HISTORY_MAX_BYTES=0', async () => {
      await using home = await makeHome()
      const args = ['import', fixture('session.jsonl'), '--name', 'session']
      const { code, output } = await history(home, args, { HISTORY_MAX_BYTES: '0' })
      expect(code).toBe(1)
      expect(output).toContain('HISTORY_MAX_BYTES=0 keeps nothing')
    })
  })
}

/** Some columns of a CSV without quotes, row by row. */
function columnsOf([header = '', ...lines]: readonly string[], names: readonly string[]): string[][] {
  const places = names.map((name) => header.split(',').indexOf(name))
  return lines.map((line) => {
    const cells = line.split(',')
    return places.map((place) => cells[place] ?? '')
  })
}

/** Frames of the exchange with the price of its index, one a minute. */
function minutesOfIndex(count: number): string {
  const lines = Array.from({ length: count }, (_, minute) => {
    const data = { timestamp: 1_700_000_000_000 + minute * 60_000, price: 40_000 + minute, index_name: 'btc_usd' }
    const params = { channel: 'deribit_price_index.btc_usd', data }
    return `${JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params })}\n`
  })
  return lines.join('')
}
