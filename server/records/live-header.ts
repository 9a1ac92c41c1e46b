import { z } from 'zod'
import type { DataSource, Freshness } from '../domain/source.js'
import { oneOf } from '../lib/checked.js'

export const numberOrNull = z.number().nullable()
export const textOrNull = z.string().nullable()

export const sourceSchema = oneOf<DataSource>({ SIMULATED: true, DERIBIT: true, REPLAY: true, PUBLISHED: true })

/** The fields of a record that says where it comes from, without its time. */
export const headerShape = {
  seq: z.number(),
  source: sourceSchema,
  freshness: oneOf<Freshness>({ LIVE: true, STALE: true }),
}
