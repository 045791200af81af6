import { Administration } from "@bulk-contacts/adapter-pg"
import { OrganizationId } from "@bulk-contacts/core"
import { Effect } from "effect"
import { Command } from "effect/cli"
import { id, name } from "./flags.ts"
import { json, print } from "./print.ts"
import { withDatabase } from "./withDatabase.ts"

const create = Command.make("create", { id, name, json }, ({ id, name, json }) =>
  withDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      yield* administration.createOrganization({ id: OrganizationId.make(id), name })
      yield* print(json, `Created organization ${id}`, { id, name })
    }),
  ),
).pipe(Command.withDescription("Create an organization"))

export const org = Command.make("org").pipe(
  Command.withDescription("Manage organizations, the tenants"),
  Command.withSubcommands([create]),
)
