import type { Account } from '../domain/account.js'
import type { RefusalOf } from '../domain/refusal.js'
import type { DataSource } from '../domain/source.js'
import type { Journal } from '../storage/journal.js'
import { savedNew } from './account/books.js'
import type { PaperAccount } from './account/paper-account.js'
import { AccountClosedBefore } from './account/paper-account.js'
import { Turns } from './account/turns.js'
import type { Accounts } from './accounts.js'
import type {
  AccountClosed,
  AccountReset,
  AmendRefusal,
  Brokerage,
  Call,
  CloseRefusal,
  DecisionPublished,
  ExitsRefusal,
  ExitsSet,
  OrderAmended,
  OrderCancelled,
  OrderPlaced,
  OrderRefusal,
  OrdersCancelled,
  PerformancePublished,
  PositionsPublished,
  ResetRefusal,
} from './brokerage.js'
import type { Keep } from './commands/idempotency.js'
import { Idempotency } from './commands/idempotency.js'
import {
  amendOrder,
  cancelOrder,
  cancelOrders,
  closeAccount,
  placeOrder,
  resetAccount,
  setExits,
} from './commands/paper-commands.js'
import type { Publisher } from './commands/publish-commands.js'
import { publishDecision, publishPerformance, publishPositions } from './commands/publish-commands.js'
import type { PublishedAccount } from './published/published-account.js'
import type { AccountParts } from './open-accounts.js'
import { paperAccount, publishedAccount } from './open-accounts.js'

export interface BrokerageParts extends AccountParts {
  readonly accounts: Accounts
  readonly journal: Journal
  /** Of the market that new paper accounts trade in. */
  readonly source: DataSource
}

/** Carries out what the owners of accounts ask for. */
export function deskBrokerage(parts: BrokerageParts): Brokerage {
  const { accounts, journal, committer, newId, now } = parts
  const idempotency = new Idempotency({
    /** Whoever is answered again finds the account as the answer says. */
    async answerTo(accountId, key) {
      await committer.ready()
      return journal.answerTo(accountId, key)
    },
  })
  const opening = new Turns()

  /**
   * Runs a publication on the account, which the first one opens. Sets and figures take turns, because each is compared
   * with the one before; decisions are committed in the order in which they come, and wait for the disk together.
   */
  async function publishing(call: Call, { inTurn, run, refuse }: Publication): Promise<void> {
    const known = accounts.published(call.accountId)
    if (known) return publishOn(known, { inTurn, run, refuse })
    await opening.take(async () => {
      await committer.ready()
      const since = accounts.published(call.accountId)
      if (since) return publishOn(since, { inTurn, run, refuse })
      const other = accounts.known(call.accountId)
      if (other) return refuse(other)
      const account = newAccount(parts, call.accountId, { kind: 'PUBLISHED', name: call.accountId })
      const made = publishedAccount(parts, account, null)
      await run({ account: made, committer, open: { open: account }, opened: () => accounts.addPublished(made) })
    })
  }

  async function publishOn(account: PublishedAccount, { inTurn, run }: Publication): Promise<void> {
    const publisher = { account, committer, ...alreadyOpen }
    if (!inTurn) return run(publisher)
    await account.turns.take(async () => {
      await committer.ready()
      await run(publisher)
    })
  }

  /** Publishes once, for an account that is published or not yet open. */
  async function publish<T>(call: Call, inTurn: boolean, run: (publisher: Publisher, keep: Keep<T>) => Promise<void>) {
    const paper = accounts.paper(call.accountId)?.account ?? accounts.elsewhere(call.accountId)
    if (paper) return wrongKind(paper, 'PUBLISHED')
    return idempotency.once<T | RefusalOf<'WrongAccountKind'>>(call, (keep) =>
      publishing(call, {
        inTurn,
        run: (publisher) => run(publisher, keep),
        refuse: (account) =>
          committer.commit(
            { accountId: account.id, idempotency: keep(() => wrongKind(account, 'PUBLISHED')) },
            () => {},
          ),
      }),
    )
  }

  /** Runs a command once, for a paper account. */
  async function command<T>(call: Call, run: (account: PaperAccount, keep: Keep<T>) => Promise<void>) {
    const account = accounts.paper(call.accountId)
    if (!account) return wrongKind(accounts.known(call.accountId), 'PAPER')
    return idempotency.once<T | RefusalOf<'AccountIsClosed'>>(call, async (keep) => {
      try {
        await run(account, keep)
      } catch (error) {
        if (!(error instanceof AccountClosedBefore)) throw error
        const refusal = accountIsClosed(account.account)
        await committer.commit({ accountId: call.accountId, idempotency: keep(() => refusal) }, () => {})
      }
    })
  }

  const wanted = ({ accountId }: Call, orderId: string) => ({
    orderId,
    find: async () => {
      const known = await journal.orders.get(orderId)
      return known?.accountId === accountId ? known : null
    },
  })

  return {
    publishDecision: (call, decision) =>
      publish<DecisionPublished>(call, false, (publisher, keep) =>
        publishDecision(publisher, { id: newId(), decision }, keep),
      ),
    publishPositions: (call, positions) =>
      publish<PositionsPublished | RefusalOf<'OutOfDate'>>(call, true, (publisher, keep) =>
        publishPositions(publisher, positions, keep),
      ),
    publishPerformance: (call, performance) =>
      publish<PerformancePublished | RefusalOf<'OutOfDate'>>(call, true, (publisher, keep) =>
        publishPerformance(publisher, performance, keep),
      ),
    resetAccount: (call, depositUsd) =>
      command<AccountReset | ResetRefusal>(call, (account, keep) =>
        resetAccount(account, { nowMs: now(), depositUsd }, keep),
      ),
    closeAccount: (call) =>
      command<AccountClosed | CloseRefusal>(call, (account, keep) => closeAccount(account, now(), keep)),
    placeOrder: (call, request) =>
      command<OrderPlaced | OrderRefusal>(call, (account, keep) => placeOrder(account, request, keep)),
    cancelOrder: (call, orderId) =>
      command<OrderCancelled | RefusalOf<'OrderNotOpen'>>(call, (account, keep) =>
        cancelOrder(account, wanted(call, orderId), keep),
      ),
    cancelOrders: (call, symbol) =>
      command<OrdersCancelled>(call, (account, keep) => cancelOrders(account, symbol, keep)),
    setExits: (call, wish) => command<ExitsSet | ExitsRefusal>(call, (account, keep) => setExits(account, wish, keep)),
    amendOrder: (call, { orderId, amendment }) =>
      command<OrderAmended | AmendRefusal>(call, (account, keep) =>
        amendOrder(account, { ...wanted(call, orderId), amendment }, keep),
      ),
    openAccount: (call, { name, depositUsd }) =>
      idempotency.once(call, (keep) =>
        opening.take(async () => {
          await committer.ready()
          const known = accounts.known(call.accountId)
          const message = `There is an account "${call.accountId}" already`
          if (known) {
            const idempotency = keep(() => ({ refused: 'AccountExists', account: known, message }))
            return void (await committer.commit({ accountId: known.id, idempotency }, () => {}))
          }
          const account = newAccount(parts, call.accountId, { kind: 'PAPER', name })
          const made = paperAccount(parts, account, { depositUsd })
          const books = savedNew(depositUsd, parts.sampleIntervalMs)
          const idempotency = keep(() => ({ done: 'AccountOpened', account }))
          await committer.commit({ accountId: account.id, open: account, books, idempotency }, () =>
            accounts.addPaper(made),
          )
        }),
      ),
  }
}

interface Publication {
  readonly inTurn: boolean
  readonly run: (publisher: Publisher) => Promise<void>
  /** Answers that another kind of account has the id, opened while this one waited to open its own. */
  readonly refuse: (account: Account) => Promise<void>
}

const alreadyOpen = { open: {}, opened: () => {} }

function newAccount(
  { now, source }: BrokerageParts,
  id: string,
  { kind, name }: Pick<Account, 'kind' | 'name'>,
): Account {
  return { id, name, kind, agent: null, source: kind === 'PAPER' ? source : 'PUBLISHED', openedAtMs: now() }
}

function accountIsClosed({ id, closedAtMs = 0 }: Account): RefusalOf<'AccountIsClosed'> {
  const message = `The account "${id}" was closed at ${new Date(closedAtMs).toISOString()}, for good: use another id`
  return { refused: 'AccountIsClosed', closedAt: closedAtMs, message }
}

function wrongKind(account: Account | null, wanted: Account['kind']): RefusalOf<'WrongAccountKind'> {
  const accountKind = account?.kind ?? null
  const is = accountKind === null ? 'was never opened' : `is a ${accountKind.toLowerCase()} account`
  const fix = accountKind === null ? 'open it with "openAccount"' : 'use the token of another'
  const message =
    account?.kind === wanted
      ? `The account of this token trades in the prices of ${account.source}, which this server does not have`
      : `The account of this token ${is}; this takes a ${wanted.toLowerCase()} one: ${fix}`
  return { refused: 'WrongAccountKind', accountKind, message }
}
