import { Client } from 'pg'
import type { DatabaseFacts } from '../config/risk.js'
import { isLoopback } from '../lib/loopback.js'

/**
 * How the driver understands a URL, together with the variables that it reads (`PGHOST`, `PGSSLMODE` …). It connects to
 * nothing. Throws when the URL or a file that it names cannot be read.
 */
export function postgresFacts(url: string): DatabaseFacts {
  const { host, ssl, password } = new Client({ connectionString: url }) as unknown as Understood
  const isSocket = host === '' || host.startsWith('/')
  const isChecked = typeof ssl !== 'object' || ssl.rejectUnauthorized !== false
  return {
    isLocal: isSocket || isLoopback(host),
    tls: !ssl ? 'none' : isChecked ? 'verified' : 'unverified',
    hasPassword: Boolean(password),
  }
}

/** The types of the driver do not know what `ssl` may be. */
interface Understood {
  readonly host: string
  readonly ssl: boolean | { readonly rejectUnauthorized?: boolean }
  readonly password: string | null
}
