import { Administration, type ListedAccount } from "@bulk-contacts/adapter-pg"
import { AccountId } from "@bulk-contacts/core/ports"
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import { listFlags, printList } from "../administration/list.ts"
import type { Column } from "../administration/table.ts"
import { existingId, id, name, org } from "./flags.ts"
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

const rename = Command.make("rename", { org, id: existingId, name, json }, ({ org, id, name, json }) =>
  withDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      yield* administration.renameAccount({ organizationId: org, id: AccountId.make(id), name })
      yield* print(json, `Renamed account ${id} of organization ${org} to ${name}`, { org, id, name })
    }),
  ),
).pipe(Command.withDescription("Give an account another name"))

const close = Command.make("close", { org, id: existingId, json }, ({ org, id, json }) =>
  withDatabase(
    Effect.gen(function* () {
      const administration = yield* Administration
      yield* administration.closeAccount(org, AccountId.make(id))
      const sentence = `Closed account ${id} of organization ${org}: new contacts cannot name it, and contacts that have it keep it`
      yield* print(json, sentence, { org, id, closed: true })
    }),
  ),
).pipe(Command.withDescription("Close an account: new contacts cannot name it, and contacts that have it keep it"))

const columns: ReadonlyArray<Column<ListedAccount>> = [
  { title: "id", value: ({ id }) => id },
  { title: "name", value: ({ name }) => name },
  { title: "created", value: ({ createdAt }) => createdAt },
  { title: "closed", value: ({ closedAt }) => closedAt },
]

const list = Command.make("list", { org, ...listFlags }, ({ org, ...options }) =>
  withDatabase(
    Effect.flatMap(Administration, ({ accounts }) => printList(options, columns, (limit) => accounts(org, limit))),
  ),
).pipe(Command.withDescription("List the accounts of an organization, closed ones included"))

export const account = Command.make("account").pipe(
  Command.withDescription("Manage accounts, the customer companies of an organization"),
  Command.withSubcommands([create, list, rename, close]),
)
