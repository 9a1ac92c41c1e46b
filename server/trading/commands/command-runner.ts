import { isClosed, isPrivate, type Account, type Visibility } from '../../domain/account.js'
import type { Order } from '../../domain/order.js'
import { KeyTaken } from '../../storage/journal.js'
import { ofAgent } from '../account/end-account.js'
import type { PaperAccount } from '../account/paper-account.js'
import { Turns } from '../account/turns.js'
import {
  KeyReused,
  MayNoLonger,
  type Answers,
  type Brokerage,
  type Call,
  type Command,
  type CommandKind,
  type CommandOf,
  type Wishes,
} from '../brokerage.js'
import type { Change } from '../committer.js'
import { opening, openingPaper, type OpenParts } from '../open-accounts.js'
import { PublishedAccount } from '../published/published-account.js'
import { accountIsClosed, nameTaken, wrongKind } from './account-refusals.js'
import { keptAnswer } from './kept-answer.js'
import type { Outcome } from './outcome.js'
import { paperCommands, type PaperKind } from './paper-commands.js'
import { publications, type PublicationKind } from './publications.js'

type Answer = Answers[CommandKind]
type MayStill = () => boolean

/**
 * Carries out every command in the same way. A key that was used before gets its answer again. Otherwise the command waits
 * for the turn of its account and until no commit is in doubt. Then it becomes a change and an answer, which are committed
 * together.
 */
export class CommandRunner implements Brokerage {
  readonly #parts: OpenParts
  readonly #openings = new Turns()
  readonly #running = new Map<string, { readonly fingerprint: string; readonly answer: Promise<Answer> }>()

  constructor(parts: OpenParts) {
    this.#parts = parts
  }

  carryOut<K extends CommandKind>(command: CommandOf<K>, mayStill: MayStill): Promise<Answers[K]>
  carryOut(command: Command, mayStill: MayStill): Promise<Answer> {
    const refusal = wrongKind(this.#parts.accounts, command)
    if (refusal) return Promise.resolve(refusal)
    const { accountId, idempotencyKey, fingerprint } = command
    const runningKey = JSON.stringify([accountId, idempotencyKey])
    const running = this.#running.get(runningKey)
    if (running && running.fingerprint !== fingerprint) return Promise.reject(keyReused(command))
    if (running) {
      return running.answer.catch((error: unknown) => {
        // Another caller gave it, with other credentials.
        if (error instanceof MayNoLonger) return this.carryOut(command, mayStill)
        throw error
      })
    }
    const answer = this.#once(command, mayStill).finally(() => this.#running.delete(runningKey))
    this.#running.set(runningKey, { fingerprint, answer })
    return answer
  }

  kindOf(accountId: string): Account['kind'] | null {
    return this.#parts.accounts.known(accountId)?.kind ?? null
  }

  async #once(command: Command, mayStill: MayStill): Promise<Answer> {
    const before = await this.#answerBefore(command)
    if (before) return before
    try {
      return (await this.#showName(command, mayStill)) ?? (await this.#run(command, mayStill))
    } catch (error) {
      // Another server carried it out in the meantime.
      const others = error instanceof KeyTaken ? await this.#answerBefore(command) : null
      if (!others) throw error
      return others
    }
  }

  /**
   * Carries out commands that show a name to everybody, one after the other, so that two that come at once cannot have the same
   * name. Null: the command shows none, or another command opened the account while this one waited.
   */
  async #showName(command: Command, mayStill: MayStill): Promise<Answer | null> {
    if (this.#nameShownBy(command) === null) return null
    return await this.#openings.take(async () => {
      if (this.#nameShownBy(command) === null) return null
      return this.#nameTaken(command) ?? (await this.#run(command, mayStill))
    })
  }

  async #answerBefore(command: Command): Promise<Answer | null> {
    const { committer, journal } = this.#parts
    // A commit in doubt is settled first, so that the account is as the kept answer says.
    await committer.ready()
    const kept = await journal.answerTo(command.accountId, command.idempotencyKey)
    if (kept && kept.fingerprint !== command.fingerprint) throw keyReused(command)
    return kept && keptAnswer(kept.answer, command)
  }

  async #run(command: Command, mayStill: MayStill): Promise<Answer> {
    const { accounts, committer, turnsOf } = this.#parts
    const { kind, accountId } = command
    // A published decision depends on nothing before it. So it needs no turn, and several share one wait for the disk.
    const needsTurn = kind !== 'publishDecision' || accounts.published(accountId) === null
    const committed = needsTurn
      ? await committer.inTurn(turnsOf(accountId), () => this.#changeOf(command, mayStill))
      : await committer.commit(await this.#changeOf(command, mayStill))
    return committed?.answer as Answer
  }

  /** What a command changes, and its answer to be kept under its key. */
  async #changeOf(command: Command, mayStill: MayStill): Promise<Change> {
    const { accountId, idempotencyKey: key, fingerprint } = command
    const { answer, change } = await this.#outcomeOf(command)
    if (!mayStill()) throw new MayNoLonger('The caller may not give the command any more')
    const commit = { accountId, ...change?.commit, idempotency: { key, fingerprint, answer } }
    return { ...change, commit }
  }

  #outcomeOf(command: Command): Outcome | Promise<Outcome> {
    switch (command.kind) {
      case 'openAccount':
        return this.#open(command)
      case 'publishDecision':
      case 'publishPositions':
      case 'publishPerformance':
        return this.#publish(command)
      case 'setAccountVisibility':
        return this.#setVisibility(command)
      default:
        return this.#trade(command)
    }
  }

  /** Such an answer is not kept under the key: there is no account to keep it with, or the name may be free later. */
  #nameTaken(command: Command): Answer | null {
    const { accounts } = this.#parts
    const name = this.#nameShownBy(command)
    return name === null ? null : nameTaken(accounts, { id: command.accountId, name, kind: command.kind })
  }

  /** The name under which people will see the account for the first time. Null: the command shows none. */
  #nameShownBy({ kind, accountId, wish }: Command): string | null {
    const known = this.#parts.accounts.known(accountId)
    switch (kind) {
      case 'openAccount':
        return known ? null : wish.name
      case 'setAccountVisibility':
        return known && isPrivate(known) && wish.visibility === 'PUBLIC' ? known.name : null
      default:
        // The first publication opens the account under its id.
        return known ? null : accountId
    }
  }

  #open({ accountId: id, opensAs, wish: { name, depositUsd } }: CommandOf<'openAccount'>): Outcome {
    const { accounts, source, now } = this.#parts
    const known = accounts.known(id)
    const message = `There is an account "${id}" already`
    if (known) return { answer: { refused: 'AccountExists', account: known, message }, change: null }
    const account = { id, name, kind: 'PAPER', agent: null, source, openedAtMs: now(), ...shownAs(opensAs) } as const
    return { answer: { done: 'AccountOpened', account }, change: openingPaper(this.#parts, account, depositUsd) }
  }

  #publish<K extends PublicationKind>(command: CommandOf<K>): Outcome {
    const { accounts, now, newId } = this.#parts
    const { kind, accountId: id, opensAs, wish } = command
    // It may have been opened as a paper account while this waited for its turn.
    const refusal = wrongKind(accounts, command)
    if (refusal) return { answer: refusal, change: null }
    const open = accounts.published(id)
    const source = 'PUBLISHED'
    const opened = { id, name: id, kind: source, agent: null, source, openedAtMs: now(), ...shownAs(opensAs) } as const
    const account = open ?? new PublishedAccount(this.#parts, opened)
    const { answer, change } = publications[kind](account, wish, newId)
    return { answer, change: change && !open ? opening(this.#parts, account, change) : change }
  }

  #setVisibility({ accountId, wish: { visibility } }: CommandOf<'setAccountVisibility'>): Outcome {
    const { accounts, visibility: visible } = this.#parts
    const open = accounts.opened(accountId)
    const { agent } = open.account
    if (agent !== null) return { answer: ofAgent(agent), change: null }
    const account = { ...open.account, visibility }
    const become = () => {
      open.become(account)
      accounts.nameShown(account)
    }
    const isOther = isPrivate(account) !== isPrivate(open.account)
    const takeOver = () => (isOther ? visible.change(accountId, become) : become())
    return { answer: { done: 'AccountVisibilitySet', account }, change: { commit: { accountId, account }, takeOver } }
  }

  async #trade<K extends PaperKind>({ kind, accountId, wish }: CommandOf<K>): Promise<Outcome> {
    const { accounts, now } = this.#parts
    const paper = accounts.openedPaper(accountId)
    const { account } = paper
    if (isClosed(account)) return { answer: accountIsClosed(account), change: null }
    const order = await this.#orderNamed(paper, wish)
    const step = paper.begin()
    const answer = paperCommands[kind]({ account, step, order, nowMs: now() }, wish)
    return { answer, change: 'refused' in answer ? null : paper.changeOf(step) }
  }

  /** The order of the account that a wish names, open or not. */
  async #orderNamed(paper: PaperAccount, wish: Wishes[PaperKind]): Promise<Order | null> {
    if (!('orderId' in wish)) return null
    const order = paper.openOrder(wish.orderId) ?? (await this.#parts.journal.orders.get(wish.orderId))
    return order?.accountId === paper.account.id ? order : null
  }
}

function shownAs(visibility: Visibility | undefined): Pick<Account, 'visibility'> {
  return visibility === undefined ? {} : { visibility }
}

function keyReused({ idempotencyKey }: Call): KeyReused {
  return new KeyReused(`The key "${idempotencyKey}" was used before, for another request`)
}
