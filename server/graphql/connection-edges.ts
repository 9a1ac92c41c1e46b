/** The edges of a Relay connection, and where the page lies. `after` is the cursor that was asked for. */
export function connectionEdges<T>(
  nodes: readonly T[],
  cursorOf: (node: T) => string,
  { hasMore, after }: { readonly hasMore: boolean; readonly after: string | null | undefined },
) {
  const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }))
  const pageInfo = {
    hasNextPage: hasMore,
    hasPreviousPage: after != null,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  }
  return { edges, pageInfo }
}
