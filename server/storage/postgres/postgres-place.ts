/** Whether a database URL is one of PostgreSQL. */
export function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:\/\//i.test(url)
}

/**
 * Host, port and database of a PostgreSQL URL, for people: what is secret is left out. Throws an Error, which does not
 * hold the URL, when it cannot be read.
 */
export function postgresPlace(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed)
    throw new Error('The database URL cannot be read; one looks like postgres://user:password@host:5432/name')
  const host = parsed.host || (parsed.searchParams.get('host') ?? 'localhost')
  return `PostgreSQL ${host}${decodeURIComponent(parsed.pathname)}`
}
