import type { Client, TypedDocumentNode } from 'urql'
import type { FetchedPage, LogEvent } from './log-page.js'
import type { LogSizes } from './log-state.js'
import { subscriptionOf, type AnyVariables, type Operation } from './operation.js'

/** Events that continue a log, or change its entries. */
export interface LogStream<Entry, Asked> {
  readonly follow: (client: Client, asked: Asked, cursor: () => string | null) => Operation<LogEvent<Entry>>
}

export const logStream = <Entry, Asked extends AnyVariables, Update>(
  document: TypedDocumentNode<Update, Asked & { readonly after?: string | null }>,
  eventOf: (update: Update) => LogEvent<Entry>,
): LogStream<Entry, Asked> => ({
  follow: (client, asked, cursor) => (sink) =>
    subscriptionOf(client, document, () => ({ ...asked, after: cursor() }))({
      ...sink,
      data: (update) => sink.data(eventOf(update)),
    }),
})

export type PageArguments = {
  readonly first: number
  readonly after?: string | null
}

/** A log: its pages come from a query by the id of the last entry, and its streams continue the newest one. */
export interface LogOperation<Entry, Page, Asked extends AnyVariables> extends LogSizes {
  readonly pages: TypedDocumentNode<Page, Asked & PageArguments>
  readonly pageOf: (page: Page) => FetchedPage<Entry>
  readonly news: LogStream<Entry, Asked>
  /** For entries that change after they were written and whose `news` do not say so. */
  readonly changes?: LogStream<Entry, Asked>
}
