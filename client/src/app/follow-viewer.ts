import { RenewTokenDocument, ViewerDocument } from '../gql/graphql.js'
import type { SignIn } from '../identity/sign-in.js'
import type { LiveParts } from '../live/live-context.js'
import { watchEpochs } from '../live/watch-epochs.js'

/** Asks who looks on each connection, and gives the connection every new token before the old one ends. */
export function followViewer(
  { client, transport }: Pick<LiveParts, 'client' | 'transport'>,
  signIn: SignIn,
): () => void {
  const { credentials, by } = signIn.current()
  const running = new Set<() => void>()
  const run = (start: () => { unsubscribe(): void }) => {
    const { unsubscribe } = start()
    running.add(unsubscribe)
  }
  const ask = () =>
    run(() =>
      client.query(ViewerDocument, {}).subscribe(({ data }) => {
        if (data) signIn.heard(data.viewer)
      }),
    )
  // When it cannot be renewed, the connection ends with the old token, and the next one begins with the new one.
  const renew = (token: string) =>
    run(() =>
      client.mutation(RenewTokenDocument, { token }).subscribe(({ data, error }) => {
        if (data) {
          credentials.accepted(token)
          signIn.heard(data.renewToken)
        } else if (error?.graphQLErrors[0]?.extensions['code'] === 'FORBIDDEN') signIn.seesOtherThings()
      }),
    )
  const halts = by === null ? [] : [watchEpochs(transport.connection, ask), signIn.onRenewed(renew)]
  return () => {
    for (const halt of [...halts, ...running]) halt()
  }
}
