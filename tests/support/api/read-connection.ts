import type { GraphqlAnswer } from '../start-server.js'
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
export async function readConnection<T = { readonly id: string }>(
  httpUrl: string,
  { field, fields = 'id', filter = '', first = 500 }: Reading,
): Promise<T[]> {
  const query = `query ($after: String) {
    page: ${field}(first: ${first}, after: $after ${filter}) {
      edges { cursor node { ${fields} } } pageInfo { hasNextPage hasPreviousPage endCursor }
    }
  }`
  const nodes: T[] = []
  for (let after: string | null = null; ;) {
    const answer: GraphqlAnswer<{ page: Page<T> }> = await ask(httpUrl, query, { after })
    const { data, errors } = answer
    if (!data || errors) throw new Error(JSON.stringify(errors))
    const { edges, pageInfo } = data.page
    nodes.push(...edges.map(({ node }) => node))
    if (pageInfo.hasPreviousPage !== (after !== null)) throw new Error('hasPreviousPage is wrong')
    if (!pageInfo.hasNextPage) return nodes
    if (edges.length !== first) throw new Error('A page that is not the last is not full')
    after = pageInfo.endCursor
  }
}
