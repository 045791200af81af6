import { Administration, type ListedOrganization } from "@bulk-contacts/adapter-pg"
import { OrganizationId } from "@bulk-contacts/core/ports"
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import { listFlags, printList } from "../administration/list.ts"
import type { Column } from "../administration/table.ts"
import { existingId, id, name } from "./flags.ts"
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

const rename = Command.make("rename", { id: existingId, name, json }, ({ id, name, json }) =>
  withDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      yield* administration.renameOrganization({ id: OrganizationId.make(id), name })
      yield* print(json, `Renamed organization ${id} to ${name}`, { id, name })
    }),
  ),
).pipe(Command.withDescription("Give an organization another name"))

const columns: ReadonlyArray<Column<ListedOrganization>> = [
  { title: "id", value: ({ id }) => id },
  { title: "name", value: ({ name }) => name },
  { title: "created", value: ({ createdAt }) => createdAt },
]

const list = Command.make("list", listFlags, (options) =>
  withDatabase(Effect.flatMap(Administration, ({ organizations }) => printList(options, columns, organizations))),
).pipe(Command.withDescription("List the organizations"))

export const org = Command.make("org").pipe(
  Command.withDescription("Manage organizations, the tenants"),
  Command.withSubcommands([create, list, rename]),
)
