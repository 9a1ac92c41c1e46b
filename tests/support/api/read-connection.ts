import { ask } from '../start-server.js'

interface Page<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly endCursor: string | null
  }
}

export interface Reading {
  readonly field: 'decisions' | 'orders' | 'fills' | 'closedTrades'
  /** Of a node. */
  readonly fields?: string
  /** As in a document, for example `account: "a"`. */
  readonly filter?: string
  /** Page size. */
  readonly first?: number
}

/** All nodes of a connection, newest first, page by page to the end. */
export async function readConnection<T = { readonly id: string }>(httpUrl: string, reading: Reading): Promise<T[]> {
  const { first = 500 } = reading
  const nodes: T[] = []
  let after: string | null = null
  for (;;) {
    const { edges, pageInfo }: Page<T> = await readPage<T>(httpUrl, { first, ...reading }, after)
    nodes.push(...edges.map(({ node }) => node))
    if (pageInfo.hasPreviousPage !== (after !== null)) throw new Error('hasPreviousPage is wrong')
    if (!pageInfo.hasNextPage) return nodes
    if (edges.length !== first) throw new Error('A page that is not the last is not full')
    after = pageInfo.endCursor
  }
}

async function readPage<T>(
  httpUrl: string,
  { field, first, fields = 'id', filter = '' }: Reading,
  after: string | null,
): Promise<Page<T>> {
  const query = `query ($after: String) {
    page: ${field}(first: ${first}, after: $after ${filter}) {
      edges { cursor node { ${fields} } } pageInfo { hasNextPage hasPreviousPage endCursor }
    }
  }`
  const { data, errors } = await ask<{ page: Page<T> }>(httpUrl, query, { after })
  if (!data || errors) throw new Error(JSON.stringify(errors))
  return data.page
}
