import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { InvalidRequest } from "../domain/errors.ts"
import { Imports } from "../ports/Imports.ts"

const problem = {
  field: "import",
  code: "not_supported",
  message: "is not possible: this store does not record imports",
} as const

/** The port, or an `InvalidRequest` if the store does not have it. */
export const requireImports: Effect.Effect<Imports["Service"], InvalidRequest> = Effect.flatMap(
  Effect.serviceOption(Imports),
  Option.match({
    onNone: () => Effect.fail(new InvalidRequest({ problems: [problem], omitted: 0 })),
    onSome: Effect.succeed,
  }),
)
