import { UnitOfWork } from "@bulk-contacts/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"

/** The transactions of a layer as promises. Each has a handle, through which the ports are called until it ends. */
export const makePromiseTransactions = <R>(layer: Layer.Layer<R | UnitOfWork>) => {
  const contexts = new WeakMap<object, Context.Context<R>>()

  const transaction = (run: (tx: object) => Promise<void>): Promise<void> => {
    const body = Effect.contextWith((context: Context.Context<R>) =>
      Effect.promise(async () => {
        const tx = {}
        contexts.set(tx, context)
        await run(tx).finally(() => contexts.delete(tx))
      }),
    )
    const atomic = Effect.flatMap(UnitOfWork, ({ atomically }) => atomically(body))
    return Effect.runPromise(Effect.provide(atomic, layer))
  }

  /** Calls a port in the transaction of a handle. */
  const on = async <I extends R, Port, A, E>(
    tx: object,
    port: Context.Key<I, Port>,
    call: (port: Port) => Effect.Effect<A, E>,
  ): Promise<A> => {
    const context = contexts.get(tx)
    if (context === undefined) throw new Error("The transaction has ended")
    return Effect.runPromiseWith(context)(call(Context.get(context, port)))
  }

  return { transaction, on }
}
