import { Effect, Layer } from "effect"
import { Command } from "effect/cli"
import { badSetting, cannotListen } from "./StartFailure.ts"
import { server } from "./serve.ts"
import { settings } from "./settings.ts"

const serve = Command.make(
  "serve",
  {},
  Effect.fnUntraced(function* () {
    const { host, port, ...others } = yield* Effect.mapError(settings, badSetting)
    yield* Effect.mapError(Layer.launch(server({ host, port, ...others })), cannotListen(host, port))
  }),
).pipe(Command.withDescription("Serve the HTTP API. Its settings are environment variables: see the README."))

/** The command line. */
export const cli = Command.make("bulk-contacts").pipe(
  Command.withDescription("The bulk creation of contacts"),
  Command.withSubcommands([serve]),
)
