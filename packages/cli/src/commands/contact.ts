import { contactRecord, type ListedContact } from "@bulk-contacts/core"
import * as Console from "effect/Console"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { listFlags } from "../administration/list.ts"
import { type Column, formatTable } from "../administration/table.ts"
import { rejection } from "../CommandFailure.ts"
import { chooseSource } from "../contacts/chooseSource.ts"
import { exportFormats, exportTo, formatOf } from "../contacts/exportTo.ts"
import { filterFlags, readFilter } from "../contacts/filterFlags.ts"
import { keyFlag, urlFlag } from "../import/serverFlags.ts"
import { formatContacts } from "../terminal/counts.ts"
import { deleteCommand } from "./contactDelete.ts"
import { org } from "./flags.ts"
import { printJson } from "./print.ts"

const target = {
  url: urlFlag("Read from this server, for example http://localhost:8000"),
  key: keyFlag,
  org: org.pipe(
    Flag.withDescription("Read this organization's, in the store that DATABASE_URL, STORE and DATA_DIR name"),
    Flag.optional,
  ),
}

const columns: ReadonlyArray<Column<ListedContact>> = [
  { title: "email", value: ({ email }) => email },
  { title: "name", value: ({ firstName, lastName }) => [firstName, lastName].filter(Boolean).join(" ") || null },
  { title: "phone", value: ({ phoneNumber }) => phoneNumber },
  { title: "type", value: ({ contactType }) => contactType },
  { title: "accounts", value: ({ accountIds }) => accountIds.join(", ") || null },
  { title: "source", value: ({ source }) => source },
  { title: "created", value: ({ createdAt }) => createdAt },
]

const printContacts = (contacts: ReadonlyArray<ListedContact>, json: boolean) => {
  if (json) return Effect.forEach(contacts, (contact) => printJson(contactRecord(contact)), { discard: true })
  return contacts.length === 0 ? Effect.void : Console.log(formatTable(columns, contacts))
}

const sort = Flag.Literals("sort", ["newest", "email"]).pipe(
  Flag.withDescription("newest: the contact created last comes first; email: by email"),
  Flag.withDefault("newest" as const),
)

const list = Command.make(
  "list",
  { ...target, ...filterFlags, sort, ...listFlags },
  Effect.fnUntraced(function* ({ url, key, org, sort, limit, all, json, ...conditions }) {
    const source = yield* chooseSource({ url, key, org })
    const pages = source.list(readFilter(conditions), sort)
    if (all) {
      // There may be more than memory holds.
      return yield* Stream.runForEach(pages, (contacts) => printContacts(contacts, json))
    }
    const contacts = yield* pages.pipe(Stream.flattenIterable, Stream.take(limit + 1), Stream.runCollect)
    yield* printContacts(contacts.slice(0, limit), json)
    if (contacts.length === 0 && !json) yield* Console.error("There are none")
    if (contacts.length > limit) yield* Console.error(`There are more: use --limit or --all (shown: ${limit})`)
  }, Effect.scoped),
).pipe(
  Command.withDescription("List contacts: those that meet every condition"),
  Command.withExamples([
    { command: "bulk-contacts contact list --org acme --source Fair --limit 20" },
    { command: "bulk-contacts contact list --url http://localhost:8000 --email ada@example.com --json" },
  ]),
)

const file = Argument.String("file").pipe(
  Argument.withDescription("The file to write; - is the standard output"),
  Argument.withDefault("-"),
)

const format = Flag.Literals("format", exportFormats).pipe(
  Flag.withDescription("csv or ndjson (default: what the name of the file says, otherwise csv)"),
  Flag.optional,
)

const json = Flag.Boolean("json").pipe(
  Flag.withDescription("Print one line of JSON instead of a sentence"),
  Flag.withDefault(false),
)

const exportCommand = Command.make(
  "export",
  { file, ...target, ...filterFlags, format, json },
  Effect.fnUntraced(function* ({ file, url, key, org, format, json, ...conditions }) {
    if (json && file === "-") return yield* rejection("--json requires a file: the standard output has the contacts")
    const source = yield* chooseSource({ url, key, org })
    const chosen = Option.getOrElse(format, () => formatOf(file))
    const exported = yield* exportTo(file, chosen, source.exportAll(readFilter(conditions)))
    if (json) return yield* printJson({ exported, file, format: chosen })
    yield* Console.error(`Exported ${formatContacts(exported)}${file === "-" ? "" : ` to ${file}`}`)
  }, Effect.scoped),
).pipe(
  Command.withShortDescription("Export contacts to a file"),
  Command.withDescription(
    "Export contacts, those that meet every condition, as CSV or NDJSON. The CSV file can be imported again. If the export fails, there is no file",
  ),
  Command.withExamples([
    { command: "bulk-contacts contact export contacts.csv --org acme" },
    { command: "bulk-contacts contact export contacts.ndjson --url http://localhost:8000 --account A123" },
  ]),
)

export const contact = Command.make("contact").pipe(
  Command.withDescription("List, export and delete contacts"),
  Command.withSubcommands([list, exportCommand, deleteCommand]),
)
