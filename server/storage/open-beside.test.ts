import { describe, expect, it } from 'vitest'
import { openBeside } from './open-beside.js'
import type { OpenDatabase } from './open-database.js'
import { StoreInUse } from './store-lease.js'

const opened = {} as OpenDatabase
const open = () => Promise.resolve(opened)
const inUse = () => Promise.reject(new StoreInUse('another server uses this store'))
/** Answers what it is given, one after the other. */
const upToDate = (...looks: boolean[]) => ({ isUpToDate: () => Promise.resolve(looks.shift() ?? false) })

describe('a store that a server has', () => {
  it('is opened where its tables are up to date', async () => {
    expect(await openBeside(upToDate(true), open, inUse)).toBe(opened)
  })

  it('is opened where the server has brought them up to date while the lease was waited for', async () => {
    expect(await openBeside(upToDate(false, true), open, inUse)).toBe(opened)
  })

  it('is refused while they are not', async () => {
    await expect(openBeside(upToDate(false, false), open, inUse)).rejects.toThrow(StoreInUse)
  })
})
