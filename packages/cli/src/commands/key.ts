import { Administration } from "@bulk-contacts/adapter-pg"
import { Console, Effect, Redacted } from "effect"
import { Argument, Command } from "effect/cli"
import { org } from "./flags.ts"
import { onDatabase } from "./onDatabase.ts"
import { json, print } from "./print.ts"

const create = Command.make("create", { org, json }, ({ org }) =>
  onDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      const { key, prefix } = yield* administration.createApiKey(org)
      // Always as JSON: whoever calls this wants to keep the key, and it is shown only here.
      yield* Console.log(JSON.stringify({ key: Redacted.value(key), prefix, org }))
    }),
  ),
).pipe(Command.withDescription("Create an API key, and print it, once, as JSON; what is stored is its hash"))

const key = Argument.Redacted("key").pipe(Argument.withDescription("The key, or its prefix as it was printed"))

const revoke = Command.make("revoke", { key, json }, ({ key, json }) =>
  onDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      yield* administration.revokeApiKey(key)
      yield* print(json, "Revoked the API key", { revoked: true })
    }),
  ),
).pipe(Command.withDescription("Revoke an API key: within seconds, no server takes it any more"))

export const apiKey = Command.make("key").pipe(
  Command.withDescription("API keys, by which servers know the organization"),
  Command.withSubcommands([create, revoke]),
)
