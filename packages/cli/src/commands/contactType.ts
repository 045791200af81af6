import { Administration } from "@bulk-contacts/adapter-pg"
import { ContactTypeId } from "@bulk-contacts/core"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { id, name, org } from "./flags.ts"
import { onDatabase } from "./onDatabase.ts"
import { json, print } from "./print.ts"

const isDefault = Flag.Boolean("default").pipe(
  Flag.withDescription("Contacts without a contact type get this one, in place of the default that there was"),
  Flag.withDefault(false),
)

const create = Command.make("create", { org, id, name, isDefault, json }, ({ org, id, name, isDefault, json }) =>
  onDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      yield* administration.createContactType({ organizationId: org, id: ContactTypeId.make(id), name, isDefault })
      yield* print(json, `Created the contact type ${id} of ${org}`, { org, id, name, default: isDefault })
    }),
  ),
).pipe(Command.withDescription("Create a contact type"))

export const contactType = Command.make("contact-type").pipe(
  Command.withDescription("Contact types, values that an organization defines"),
  Command.withSubcommands([create]),
)
