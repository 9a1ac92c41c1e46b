import { post } from './post.js'

/** The account that the dashboard shows at first. */
export async function firstAccount(graphqlUrl: string): Promise<string> {
  const { text } = await post(graphqlUrl, { query: '{ accounts { id } }', variables: {} })
  const { data } = JSON.parse(text) as { data: { accounts: { id: string }[] } }
  return data.accounts[0]?.id ?? ''
}

export async function openPositions(graphqlUrl: string, account: string): Promise<number> {
  const query = 'query ($account: ID) { performance(account: $account) { openPositions } }'
  const { text } = await post(graphqlUrl, { query, variables: { account } })
  return (JSON.parse(text) as { data: { performance: { openPositions: number } } }).data.performance.openPositions
}
