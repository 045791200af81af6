import { Cause, Context, Effect, Exit, Semaphore } from "effect"
import { StoreFailure } from "../domain/errors.ts"
import type { BulkContactsPorts } from "./Ports.ts"

/** The transaction that a fiber is in. */
interface Current<Tx> {
  readonly tx: Tx
  /** Most drivers take one statement at a time in a transaction. */
  readonly turns: Semaphore.Semaphore
}

/** Runs effects in the transactions of ports that are plain async functions. */
export class PromiseTransactions<Tx> {
  readonly #transaction: BulkContactsPorts<Tx>["transaction"]
  /** A key of its own: two stores may be in one program. */
  readonly #current = Context.Reference<Current<Tx> | null>(
    `@bulk-contacts/core/promise/CurrentTransaction/${crypto.randomUUID()}`,
    { defaultValue: () => null },
  )

  constructor(transaction: BulkContactsPorts<Tx>["transaction"]) {
    this.#transaction = transaction
  }

  /** Runs `effect` in the current transaction, or else in one of its own. */
  atomically<A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | StoreFailure, R> {
    return Effect.flatMap(this.#current, (current) => (current === null ? this.#runOwn(effect) : effect))
  }

  /** Calls a port in the current transaction, or else in one of its own. A call that has begun is not left alone. */
  call<A>(port: (tx: Tx) => PromiseLike<A>): Effect.Effect<A, StoreFailure> {
    return Effect.flatMap(this.#current, (current) => {
      if (current === null) return this.#runOwn(this.call(port))
      // A port may answer at once, as those on a driver without promises do.
      const answer = Effect.tryPromise({ try: async () => port(current.tx), catch: (error) => error })
      return current.turns.withPermit(Effect.uninterruptible(Effect.catch(answer, failWithRejection)))
    })
  }

  #runOwn<A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | StoreFailure, R> {
    return Effect.contextWith((context: Context.Context<R>) =>
      Effect.callback<A, E | StoreFailure>((resume) => {
        const interruption = new AbortController()
        let exit: Exit.Exit<A, E> | undefined
        const run = async (tx: Tx): Promise<void> => {
          const current = { tx, turns: Semaphore.makeUnsafe(1) }
          const inTransaction = Effect.provideService(effect, this.#current, current)
          exit = await Effect.runPromiseExitWith(context)(inTransaction, { signal: interruption.signal })
          if (Exit.isFailure(exit)) throw Cause.squash(exit.cause)
        }
        const ended = (async () => this.#transaction(run))().then(
          () => {
            // What it was given may still be under way: it must not be committed after a rejection.
            if (exit === undefined) interruption.abort()
            resume(exit ?? Effect.die(new Error("`transaction` resolved before what it was given had been run")))
          },
          // What the use case refused is the answer; a port's own rejection may have been translated by `transaction`.
          (error) => resume(exit !== undefined && Exit.hasFails(exit) ? exit : failWithRejection(error)),
        )
        return Effect.promise(() => {
          interruption.abort()
          return ended
        })
      }),
    )
  }
}

const failWithRejection = (error: unknown): Effect.Effect<never, StoreFailure> =>
  error instanceof StoreFailure ? Effect.fail(error) : Effect.die(error)
