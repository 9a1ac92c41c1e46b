import { secretsIn } from '../lib/secrets.js'
import type { Config } from './config.js'

/** The values of a configuration that are to be said nowhere. */
export function secretValues({ auth: { jwt }, databaseUrl, edge, feed, trading: { llm } }: Config): readonly string[] {
  const { secret, jwksUrl } = { secret: null, jwksUrl: null, ...jwt?.key }
  const addresses = [databaseUrl, jwksUrl, feed.kind === 'deribit' ? feed.url : null, llm?.url ?? null]
  const values = [secret, edge.metrics.token, llm?.key ?? null]
  const isGiven = (value: string | null) => value !== null
  return [...values.filter(isGiven), ...addresses.filter(isGiven).flatMap(secretsIn)]
}
