import * as Effect from "effect/Effect"
import * as Runtime from "effect/Runtime"
import * as Schema from "effect/Schema"

/** A problem of the file. A server that is newer than this program may have codes of its own. */
const ImportProblem = Schema.Struct({
  index: Schema.optionalKey(Schema.Int),
  line: Schema.optionalKey(Schema.Int),
  field: Schema.String,
  id: Schema.optionalKey(Schema.String),
  code: Schema.String,
  message: Schema.String,
})
export type ImportProblem = typeof ImportProblem.Type

/** The file is rejected. Nothing was stored, and the file has to be changed before another attempt. */
export class ImportRejected extends Schema.TaggedError<ImportRejected>()("ImportRejected", {
  reason: Schema.String,
  /** The problems that are known, each with its position in the file. */
  problems: Schema.Array(ImportProblem).pipe(Schema.withConstructorDefault(Effect.succeed([]))),
  /** How many further problems there are. */
  omitted: Schema.Finite.pipe(Schema.withConstructorDefault(Effect.succeed(0))),
}) {
  override readonly [Runtime.errorExitCode] = 2
  // What is wrong has been printed; no log with a stack trace follows.
  override readonly [Runtime.errorReported] = false
}

/** A rejection whose reason is the number of problems. */
export const rejectProblems = (problems: ReadonlyArray<ImportProblem>, omitted = 0): ImportRejected => {
  const count = problems.length + omitted
  return new ImportRejected({ reason: `${count} ${count === 1 ? "problem" : "problems"}`, problems, omitted })
}
