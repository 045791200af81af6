import { Administration } from "@bulk-contacts/adapter-pg"
import { AccountId } from "@bulk-contacts/core"
import { Effect } from "effect"
import { Command } from "effect/cli"
import { id, name, org } from "./flags.ts"
import { onDatabase } from "./onDatabase.ts"
import { json, print } from "./print.ts"

const create = Command.make("create", { org, id, name, json }, ({ org, id, name, json }) =>
  onDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      yield* administration.createAccount({ organizationId: org, id: AccountId.make(id), name })
      yield* print(json, `Created the account ${id} of ${org}`, { org, id, name })
    }),
  ),
).pipe(Command.withDescription("Create an account"))

export const account = Command.make("account").pipe(
  Command.withDescription("Accounts, the customer companies of an organization"),
  Command.withSubcommands([create]),
)
