import { Context, type Effect } from "effect"
import type { StoreFailure } from "../domain/errors.ts"

/** What is done in one goes together. */
export class UnitOfWork extends Context.Service<
  UnitOfWork,
  {
    /**
     * Runs `effect` so that all that the other ports store in it is stored when it succeeds, and nothing when it fails,
     * dies or is interrupted. Nobody else sees any of it before. One inside another is part of the outer one, which may
     * go on when the inner one fails.
     *
     * `effect` may be run again where the store asks for it (a deadlock, a serialization failure): it must have no
     * effects outside of the ports.
     */
    readonly atomically: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | StoreFailure, R>
  }
>()("@bulk-contacts/core/ports/UnitOfWork") {}
