import { Administration } from "@bulk-contacts/adapter-pg"
import { AccountId } from "@bulk-contacts/core"
import { Effect } from "effect"
import { Command } from "effect/cli"
import { id, name, org } from "./flags.ts"
import { json, print } from "./print.ts"
import { withDatabase } from "./withDatabase.ts"

const create = Command.make("create", { org, id, name, json }, ({ org, id, name, json }) =>
  withDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      yield* administration.createAccount({ organizationId: org, id: AccountId.make(id), name })
      yield* print(json, `Created account ${id} in organization ${org}`, { org, id, name })
    }),
  ),
).pipe(Command.withDescription("Create an account"))

export const account = Command.make("account").pipe(
  Command.withDescription("Manage accounts, the customer companies of an organization"),
  Command.withSubcommands([create]),
)
