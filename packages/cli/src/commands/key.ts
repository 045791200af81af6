import { Administration } from "@bulk-contacts/adapter-pg"
import { Effect, Redacted } from "effect"
import { Argument, Command } from "effect/cli"
import { org } from "./flags.ts"
import { json, print, printJson } from "./print.ts"
import { withDatabase } from "./withDatabase.ts"

const create = Command.make("create", { org, json }, ({ org }) =>
  withDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      const { key, prefix } = yield* administration.createApiKey(org)
      // Always JSON: the key is shown only here, and whoever calls this has to keep it.
      yield* printJson({ key: Redacted.value(key), prefix, org })
    }),
  ),
).pipe(Command.withDescription("Create an API key and print it once, as JSON; only its hash is stored"))

const key = Argument.Redacted("key").pipe(Argument.withDescription("The key, or the prefix that was printed with it"))

const revoke = Command.make("revoke", { key, json }, ({ key, json }) =>
  withDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      yield* administration.revokeApiKey(key)
      yield* print(json, "Revoked the API key", { revoked: true })
    }),
  ),
).pipe(Command.withDescription("Revoke an API key; every server rejects it within seconds"))

export const apiKey = Command.make("key").pipe(
  Command.withDescription("Manage API keys, which identify an organization to a server"),
  Command.withSubcommands([create, revoke]),
)
