import { Problem } from "@bulk-contacts/core"
import { Effect, Runtime, Schema } from "effect"

/** The file is refused: nothing of it is stored, and it has to be changed before another attempt. */
export class ImportRefused extends Schema.TaggedError<ImportRefused>()("ImportRefused", {
  reason: Schema.String,
  /** Everything that is wrong, as far as it was said. */
  problems: Schema.Array(Problem).pipe(Schema.withConstructorDefault(Effect.succeed([]))),
  /** How many more problems there are than are listed. */
  omitted: Schema.Finite.pipe(Schema.withConstructorDefault(Effect.succeed(0))),
}) {
  override readonly [Runtime.errorExitCode] = 2
  override readonly [Runtime.errorReported] = false
}

/** A refusal for problems. */
export const refuseProblems = (problems: ReadonlyArray<Problem>, omitted = 0): ImportRefused => {
  const count = problems.length + omitted
  return new ImportRefused({ reason: `${count} ${count === 1 ? "problem" : "problems"}`, problems, omitted })
}
