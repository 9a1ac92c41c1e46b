import { z } from 'zod'
import type { Account, Visibility } from '../domain/account.js'
import { oneOf, recordSchema } from '../lib/checked.js'
import { sourceSchema, textOrNull } from './live-header.js'

export const accountSchema = recordSchema<Account>({
  id: z.string(),
  name: z.string(),
  kind: oneOf<Account['kind']>({ PAPER: true, PUBLISHED: true }),
  agent: textOrNull,
  source: sourceSchema,
  openedAtMs: z.number(),
  resets: z.exactOptional(z.number()),
  recentResetsMs: z.exactOptional(z.array(z.number())),
  closedAtMs: z.exactOptional(z.number()),
  hasTraded: z.exactOptional(z.boolean()),
  visibility: z.exactOptional(oneOf<Visibility>({ PUBLIC: true, PRIVATE: true })),
})
