import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Semaphore from "effect/Semaphore"
import { StoreFailure } from "../domain/errors.ts"
import type { BulkContactsPorts } from "./Ports.ts"

/** The transaction in which a fiber runs. */
interface Current<Tx> {
  readonly tx: Tx
  /** Serializes the calls, because most drivers allow only one statement at a time in a transaction. */
  readonly turns: Semaphore.Semaphore
}

/** Runs effects in the transactions of a store whose ports are plain async functions. */
export class PromiseTransactions<Tx> {
  readonly #transaction: BulkContactsPorts<Tx>["transaction"]
  /** The key is unique, because one program may use two stores. */
  readonly #current = Context.Reference<Current<Tx> | null>(
    `@bulk-contacts/core/promise/CurrentTransaction/${crypto.randomUUID()}`,
    { defaultValue: () => null },
  )

  constructor(transaction: BulkContactsPorts<Tx>["transaction"]) {
    this.#transaction = transaction
  }

  /** Runs `effect` in the current transaction, or in a new one. */
  atomically<A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | StoreFailure, R> {
    return Effect.flatMap(this.#current, (current) => (current === null ? this.#runOwn(effect) : effect))
  }

  /** Calls a port in the current transaction, or in a new one. An interruption waits for a call that has begun. */
  call<A>(port: (tx: Tx) => PromiseLike<A>): Effect.Effect<A, StoreFailure> {
    return Effect.flatMap(this.#current, (current) => {
      if (current === null) return this.#runOwn(this.call(port))
      // The port may return a plain value or throw, as those on a synchronous driver do.
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
            // The effect may still be running: it must not store anything after the rejection.
            if (exit === undefined) interruption.abort()
            resume(
              exit ??
                Effect.die(
                  new Error("`transaction` resolved before the function it was given had finished: it must await it"),
                ),
            )
          },
          // A failure of the effect is the result; `transaction` may have translated the rejection of a port.
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
