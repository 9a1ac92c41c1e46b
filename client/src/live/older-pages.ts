import type { AnyVariables, Client, TypedDocumentNode } from 'urql'
import { causeOf } from './failure.js'
import type { FetchedPage, Identified, LogPage } from './log-page.js'
import type { LiveStore } from './live-store.js'

/** A log whose pages come from a query, by the cursor of the last entry, which is its id. */
export interface PagedQuery<Entry, Snapshot, Variables extends AnyVariables> {
  readonly snapshot: TypedDocumentNode<Snapshot, Variables>
  readonly pageOf: (snapshot: Snapshot) => FetchedPage<Entry>
  /** The variables of another page: of another size, or of what came before an entry. */
  readonly atPage: (variables: Variables, page: { readonly first?: number; readonly after?: string }) => Variables
}

export interface LogStore<Entry> extends LiveStore<LogPage<Entry>> {
  /** Reads a page of older entries and shows them below. */
  loadOlder(): void
}

interface Shown<Entry> {
  current(): LogPage<Entry> | null
  show(page: Pick<LogPage<Entry>, 'entries' | 'older'>): void
}

/** The largest page the server gives. */
export const LARGEST_PAGE = 1_000

/**
 * Reads what came before the last entry shown, again if another has become the last meanwhile. Does nothing while it does,
 * or when there is nothing.
 */
export function olderPages<Entry extends Identified, Snapshot, Variables extends AnyVariables>(
  { snapshot, pageOf, atPage }: PagedQuery<Entry, Snapshot, Variables>,
  variables: Variables,
  { client, current, show }: Shown<Entry> & { readonly client: Client },
): () => void {
  let isLoading = false
  const load = async (): Promise<void> => {
    const before = current()
    const last = before?.entries.at(-1)
    if (before === null || before.older === 'none' || last === undefined) return
    show({ entries: before.entries, older: 'loading' })
    const { data, error } = await client.query(snapshot, atPage(variables, { after: last.id })).toPromise()
    const entries = current()?.entries ?? []
    if (!data) return show({ entries, older: error ? { failed: causeOf(error).message } : 'there' })
    if (entries.at(-1)?.id !== last.id) return load()
    const { entries: fetched, hasOlder } = pageOf(data)
    show({ entries: [...entries, ...fetched], older: hasOlder ? 'there' : 'none' })
  }
  return () => {
    if (isLoading) return
    isLoading = true
    void load().finally(() => (isLoading = false))
  }
}
