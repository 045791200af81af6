import { Effect, Layer } from "effect"
import { Command } from "effect/cli"
import { server } from "./serve.ts"
import { settings } from "./settings.ts"

const serve = Command.make("serve", {}, () =>
  Effect.flatMap(settings, (settings) => Layer.launch(server(settings))),
).pipe(Command.withDescription("Serve the HTTP API. Its settings are environment variables: see the README."))

export const cli = Command.make("bulk-contacts").pipe(
  Command.withDescription("The bulk creation of contacts"),
  Command.withSubcommands([serve]),
)
