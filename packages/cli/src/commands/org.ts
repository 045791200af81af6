import { Administration } from "@bulk-contacts/adapter-pg"
import { OrganizationId } from "@bulk-contacts/core"
import { Effect } from "effect"
import { Command } from "effect/cli"
import { id, name } from "./flags.ts"
import { onDatabase } from "./onDatabase.ts"
import { json, print } from "./print.ts"

const create = Command.make("create", { id, name, json }, ({ id, name, json }) =>
  onDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      yield* administration.createOrganization({ id: OrganizationId.make(id), name })
      yield* print(json, `Created the organization ${id}`, { id, name })
    }),
  ),
).pipe(Command.withDescription("Create an organization"))

export const org = Command.make("org").pipe(
  Command.withDescription("Organizations, the tenants"),
  Command.withSubcommands([create]),
)
