import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import { listFlags, printList } from "../administration/list.ts"
import type { Column } from "../administration/table.ts"
import { chooseHistory } from "../import/history/chooseHistory.ts"
import type { ListedImport } from "../import/history/ImportHistory.ts"
import { keyFlag, urlFlag } from "../import/serverFlags.ts"
import { formatContacts, formatCount } from "../terminal/counts.ts"
import { org } from "./flags.ts"
import { json, print } from "./print.ts"

const place = {
  url: urlFlag("The server that has the imports, for example http://localhost:8000"),
  key: keyFlag,
  org: org.pipe(
    Flag.withDescription("The organization, in the store that DATABASE_URL, STORE and DATA_DIR name"),
    Flag.optional,
  ),
}

const columns: ReadonlyArray<Column<ListedImport>> = [
  { title: "id", value: ({ id }) => id },
  { title: "name", value: ({ name }) => name },
  { title: "source", value: ({ source = null }) => source },
  { title: "imported", value: ({ createdAt }) => createdAt },
  { title: "total", value: ({ total }) => formatCount(total) },
  { title: "created", value: ({ created }) => formatCount(created) },
  { title: "skipped", value: ({ skipped }) => formatCount(skipped) },
  { title: "invalid", value: ({ invalid }) => (invalid === undefined ? null : formatCount(invalid)) },
  { title: "remaining", value: ({ remaining }) => formatCount(remaining) },
  { title: "undone", value: ({ undoneAt = null }) => undoneAt },
]

export const listImportsCommand = Command.make("list", { ...place, ...listFlags }, ({ url, key, org, ...options }) =>
  Effect.scoped(Effect.flatMap(chooseHistory({ url, key, org }), ({ list }) => printList(options, columns, list))),
).pipe(
  Command.withDescription("List the imports of a server (--url) or an organization (--org), the newest first"),
  Command.withExamples([{ command: "bulk-contacts import list --url http://localhost:8000" }]),
)

const id = Argument.String("id").pipe(
  Argument.withDescription("The id of the import, which import and import list print"),
)

export const undoImportCommand = Command.make("undo", { id, ...place, json }, ({ id, json, ...target }) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { undo } = yield* chooseHistory(target)
      const { deleted, alreadyGone } = yield* undo(id)
      const sentence = `Deleted ${formatContacts(deleted)} of the import; ${formatCount(alreadyGone)} had been deleted before`
      yield* print(json, sentence, { id, deleted, alreadyGone })
    }),
  ),
).pipe(
  Command.withDescription("Delete the contacts that an import created, and no others"),
  Command.withExamples([
    { command: "bulk-contacts import undo 019a20a4-d1f2-7c3b-8e4f-5a6b7c8d9e0f --url http://localhost:8000" },
  ]),
)
