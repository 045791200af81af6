import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { StoreFailure } from "../domain/errors.ts"

/** Groups calls to other ports into one atomic operation. */
export class UnitOfWork extends Context.Service<
  UnitOfWork,
  {
    /**
     * Runs `effect`. If it succeeds, everything that the other ports stored in it is committed; if it fails, dies or is
     * interrupted, nothing is. Until the commit, nobody else sees any of it. A nested unit of work is part of the outer
     * one: if it fails, only its own changes are undone, and the outer one may continue.
     *
     * `effect` may be run again if the store requires it, for example after a deadlock or a serialization failure. It must
     * have no effects outside the ports.
     */
    readonly atomically: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | StoreFailure, R>
  }
>()("@bulk-contacts/core/ports/UnitOfWork") {}
