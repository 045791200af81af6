import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import { loadCli } from "./cli.ts"
import { rejectInvocation, reportFailure } from "./exit.ts"
import { help } from "./terminal/help.ts"
import { version } from "./version.ts"

/** Runs a command line, and reports in one line why it failed. */
export const run = (args: ReadonlyArray<string>) =>
  Effect.flatMap(loadCli(args), (cli) => Command.runWith(cli, { version })(args)).pipe(
    Effect.catchTag("ShowHelp", rejectInvocation),
    Effect.tapErrorTag("CommandFailure", reportFailure),
    Effect.provide(help),
  )
