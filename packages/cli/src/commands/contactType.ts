import { Administration, type ListedContactType } from "@bulk-contacts/adapter-pg"
import { ContactTypeId } from "@bulk-contacts/core/ports"
import * as Console from "effect/Console"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import { listFlags, printList } from "../administration/list.ts"
import type { Column } from "../administration/table.ts"
import { existingId, id, name, org } from "./flags.ts"
import { json, print } from "./print.ts"
import { withDatabase } from "./withDatabase.ts"

const isDefault = Flag.Boolean("default").pipe(
  Flag.withDescription("Make it the default: contacts without a contact type get it"),
  Flag.withDefault(false),
)

const create = Command.make("create", { org, id, name, isDefault, json }, ({ org, id, name, isDefault, json }) =>
  withDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      yield* administration.createContactType({ organizationId: org, id: ContactTypeId.make(id), name, isDefault })
      yield* print(json, `Created contact type ${id} in organization ${org}`, { org, id, name, default: isDefault })
    }),
  ),
).pipe(Command.withDescription("Create a contact type"))

const rename = Command.make("rename", { org, id: existingId, name, json }, ({ org, id, name, json }) =>
  withDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      yield* administration.renameContactType({ organizationId: org, id: ContactTypeId.make(id), name })
      yield* print(json, `Renamed contact type ${id} of organization ${org} to ${name}`, { org, id, name })
    }),
  ),
).pipe(Command.withDescription("Give a contact type another name"))

const close = Command.make("close", { org, id: existingId, json }, ({ org, id, json }) =>
  withDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      const wasDefault = yield* administration.closeContactType(org, ContactTypeId.make(id))
      const sentence = `Closed contact type ${id} of organization ${org}: new contacts cannot name it, and contacts that have it keep it`
      yield* print(json, sentence, { org, id, closed: true })
      if (wasDefault) {
        yield* Console.error(
          `Organization ${org} has no default contact type now: choose one with bulk-contacts contact-type default`,
        )
      }
    }),
  ),
).pipe(Command.withDescription("Close a contact type: new contacts cannot name it, and contacts that have it keep it"))

const setDefault = Command.make("default", { org, id: existingId, json }, ({ org, id, json }) =>
  withDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      yield* administration.setDefaultContactType(org, ContactTypeId.make(id))
      yield* print(json, `Contact type ${id} is the default of organization ${org}`, { org, id, default: true })
    }),
  ),
).pipe(Command.withDescription("Make a contact type the default: contacts without a contact type get it"))

/** As the HTTP API has it. */
interface Row extends Omit<ListedContactType, "isDefault"> {
  readonly default: boolean
}

const toRow = ({ isDefault, ...contactType }: ListedContactType): Row => ({ ...contactType, default: isDefault })

const columns: ReadonlyArray<Column<Row>> = [
  { title: "id", value: ({ id }) => id },
  { title: "name", value: ({ name }) => name },
  { title: "default", value: (row) => (row.default ? "yes" : "no") },
  { title: "created", value: ({ createdAt }) => createdAt },
  { title: "closed", value: ({ closedAt }) => closedAt },
]

const list = Command.make("list", { org, ...listFlags }, ({ org, ...options }) =>
  withDatabase(
    Effect.flatMap(Administration, ({ contactTypes }) =>
      printList(options, columns, (limit) => Effect.map(contactTypes(org, limit), (types) => types.map(toRow))),
    ),
  ),
).pipe(Command.withDescription("List the contact types of an organization, closed ones included"))

export const contactType = Command.make("contact-type").pipe(
  Command.withDescription("Manage contact types, values that an organization defines"),
  Command.withSubcommands([create, list, rename, close, setDefault]),
)
