import { Administration } from "@bulk-contacts/adapter-pg"
import { ContactTypeId } from "@bulk-contacts/core"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { id, name, org } from "./flags.ts"
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

export const contactType = Command.make("contact-type").pipe(
  Command.withDescription("Manage contact types, values that an organization defines"),
  Command.withSubcommands([create]),
)
