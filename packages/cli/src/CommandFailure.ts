import * as Effect from "effect/Effect"
import * as Runtime from "effect/Runtime"
import * as Schema from "effect/Schema"

/** Why a command failed, as one line for the user. */
export class CommandFailure extends Schema.TaggedError<CommandFailure>()("CommandFailure", {
  message: Schema.String,
  /** 2 if the command line, the settings or the file has to be changed first; 1 for everything else. */
  exitCode: Schema.Literals([1, 2]).pipe(Schema.withConstructorDefault(Effect.succeed(1 as const))),
}) {
  override get [Runtime.errorExitCode](): number {
    return this.exitCode
  }
  // The line has been printed; no log with a stack trace follows.
  override readonly [Runtime.errorReported] = false
}

/** The command line, the settings or the file is rejected. */
export const rejection = (message: string): CommandFailure => new CommandFailure({ message, exitCode: 2 })
