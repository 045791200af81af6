import { ContactReader, ReferenceReader } from "@bulk-contacts/core"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { NotFound } from "../api/errors.ts"

/** Runs an effect with a port that a store may lack: then the response is a 404. */
const withOptional =
  <I, S>(port: Context.Key<I, S>, message: string) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | NotFound, Exclude<R, I>> =>
    Effect.flatMap(
      Effect.serviceOption(port),
      (found): Effect.Effect<A, E | NotFound, Exclude<R, I>> =>
        Option.isNone(found)
          ? Effect.fail(new NotFound({ message }))
          : Effect.provideService(effect, port, found.value),
    )

export const withContactReader = withOptional(ContactReader, "This server does not list contacts")

export const withReferenceReader = withOptional(ReferenceReader, "This server does not list accounts and contact types")
