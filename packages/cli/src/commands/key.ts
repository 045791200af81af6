import { Administration, type ListedApiKey } from "@bulk-contacts/adapter-pg"
import * as Console from "effect/Console"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { listFlags, printList } from "../administration/list.ts"
import type { Column } from "../administration/table.ts"
import { org, text } from "./flags.ts"
import { json, print, printJson } from "./print.ts"
import { withDatabase } from "./withDatabase.ts"

const keyName = text("name").pipe(
  Flag.withDescription("What it is for, 1 to 255 characters; key list shows it"),
  Flag.optional,
)

const create = Command.make("create", { org, name: keyName, json }, ({ org, name }) =>
  withDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      const { key, prefix } = yield* administration.createApiKey(org, Option.getOrUndefined(name))
      // Always JSON: the key is shown only here, and whoever calls this has to keep it.
      yield* printJson({
        key: Redacted.value(key),
        prefix,
        org,
        ...(Option.isSome(name) && { name: name.value }),
      })
    }),
  ),
).pipe(Command.withDescription("Create an API key and print it once, as JSON; only its hash is stored"))

const key = Argument.Redacted("key").pipe(
  Argument.withDescription("The key, or its first twelve characters, which key list shows"),
)

const revoke = Command.make("revoke", { key, json }, ({ key, json }) =>
  withDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      const revoked = yield* administration.revokeApiKey(key)
      yield* print(json, "Revoked the API key", { revoked: true })
      for (const { organizationId, remaining } of revoked) {
        if (remaining > 0) continue
        yield* Console.error(
          `It was the last key of organization ${organizationId}: create another one with bulk-contacts key create --org ${organizationId}`,
        )
      }
    }),
  ),
).pipe(Command.withDescription("Revoke an API key; every server rejects it within seconds"))

const columns: ReadonlyArray<Column<ListedApiKey>> = [
  { title: "name", value: ({ name }) => name },
  { title: "key", value: ({ prefix }) => prefix },
  { title: "created", value: ({ createdAt }) => createdAt },
  { title: "last used", value: ({ lastUsedAt }) => lastUsedAt },
  { title: "revoked", value: ({ revokedAt }) => revokedAt },
]

const list = Command.make("list", { org, ...listFlags }, ({ org, ...options }) =>
  withDatabase(
    Effect.flatMap(Administration, ({ apiKeys }) => printList(options, columns, (limit) => apiKeys(org, limit))),
  ),
).pipe(Command.withDescription("List the API keys of an organization, newest first, revoked ones included"))

export const apiKey = Command.make("key").pipe(
  Command.withDescription("Manage API keys, which identify an organization to a server"),
  Command.withSubcommands([create, list, revoke]),
)
