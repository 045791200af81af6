import * as Console from "effect/Console"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { chooseDestination } from "../import/chooseDestination.ts"
import { readFileFlags } from "../import/formats/flagSyntax.ts"
import { formats } from "../import/input/Format.ts"
import { resultText } from "../import/messages.ts"
import { runImport } from "../import/runImport.ts"
import { keyFlag, urlFlag } from "../import/serverFlags.ts"
import { undoCommand } from "../import/undoCommand.ts"
import { org, text } from "./flags.ts"
import { listImportsCommand, undoImportCommand } from "./importHistory.ts"
import { json, print } from "./print.ts"

const optional = (name: string, description: string) =>
  Flag.String(name).pipe(Flag.withDescription(description), Flag.optional)

const repeatable = (name: string, description: string) =>
  Flag.String(name).pipe(Flag.withDescription(`${description} (repeatable)`), Flag.atLeast(0))

const toggle = (name: string, description: string) =>
  Flag.Boolean(name).pipe(Flag.withDescription(description), Flag.withDefault(false))

const file = Argument.String("file").pipe(
  Argument.withDescription(
    "A file of contacts: .csv, .tsv, .txt (CSV), .xlsx, .vcf, .ndjson, .jsonl or .json, also compressed (.gz); - reads standard input",
  ),
)

const url = urlFlag("Import to this server, for example http://localhost:8000")

const idempotencyKey = text("idempotency-key").pipe(
  Flag.withDescription("Repeat an import to a server whose response was lost; the failed import printed its key"),
  Flag.optional,
)

const account = repeatable("account", "Account of contacts that name none")

const contactType = optional("contact-type", "Contact type of contacts that name none")

const source = optional("source", "Source of contacts that name none")

const country = text("country").pipe(
  Flag.withDescription("Country of phone numbers without a country code: ISO 3166-1 alpha-2, such as DE"),
  Flag.optional,
)

const dryRun = toggle("dry-run", "Check everything and print what would be created, but store nothing")

const lenient = toggle(
  "lenient",
  "Leave out contacts that are invalid or name an unknown account or contact type, and import the others",
)

const report = optional("report", "Write a CSV file of what became of each contact, or of all problems")

const rejects = optional(
  "rejects",
  "Write the invalid contacts to a file, each with what is wrong: correct and import it",
)

const fileFlags = {
  format: Flag.Literals("format", formats).pipe(
    Flag.withDescription("What the file is, whatever its name says; required for standard input"),
    Flag.optional,
  ),
  map: repeatable("map", "What a column is, as NAME=FIELD; a field, fullName or metadata.KEY"),
  ignore: repeatable("ignore", "Leave out the column of this name"),
  keepRest: toggle("keep-rest", "Keep columns that are not understood as metadata"),
  encoding: optional("encoding", "CSV, vCard: the encoding, for example windows-1252"),
  separator: optional("separator", "CSV: the character between cells, or tab"),
  header: optional("header", "CSV, Excel: the line of the header, or none; columns are then named 1, 2, …"),
  sheet: optional("sheet", "Excel: the name of the sheet, or its number; required if several have rows"),
  includeHidden: toggle("include-hidden", "Excel: import hidden rows too"),
  skipHidden: toggle("skip-hidden", "Excel: leave out hidden rows"),
}

const flags = {
  file,
  url,
  org: org.pipe(
    Flag.withDescription("Import to this organization, in the store that DATABASE_URL, STORE and DATA_DIR name"),
    Flag.optional,
  ),
  key: keyFlag,
  account,
  contactType,
  source,
  country,
  dryRun,
  lenient,
  report,
  rejects,
  idempotencyKey,
  json,
  ...fileFlags,
}

const NOT_RECORDED = "The server does not record imports: no command can undo this one"

export const importCommand = Command.make(
  "import",
  flags,
  Effect.fnUntraced(function* ({
    file,
    account,
    contactType,
    source,
    country,
    dryRun,
    lenient,
    report,
    rejects,
    json,
    ...options
  }) {
    const destination = yield* chooseDestination(options)
    const fileOptions = yield* readFileFlags(options)
    yield* runImport({
      path: file,
      fileOptions,
      destination,
      defaults: {
        ...(account.length > 0 && { accountIds: account }),
        ...(Option.isSome(contactType) && { contactType: contactType.value }),
        ...(Option.isSome(source) && { source: source.value }),
      },
      ...(Option.isSome(country) && { defaultCountry: country.value }),
      dryRun,
      lenient,
      preview: !json,
      report: Option.getOrUndefined(report),
      rejects: Option.getOrUndefined(rejects),
      printResult: Effect.fnUntraced(function* ({ total, created, skipped, invalid, replayed, importId }) {
        const counts = { total, created, skipped, ...(invalid !== undefined && { invalid }) }
        const sentence = resultText(counts, dryRun)
        const undo = importId === undefined ? undefined : undoCommand(importId, options)
        yield* print(json, replayed ? `${sentence} (already imported)` : sentence, {
          ...counts,
          dryRun,
          ...(importId !== undefined && { importId, undo }),
        })
        if (undo === undefined && !dryRun) yield* Console.error(NOT_RECORDED)
        if (undo !== undefined && !json) yield* Console.error(`Import ${importId}. Undo it with: ${undo}`)
      }),
    })
  }, Effect.scoped),
).pipe(
  Command.withShortDescription("Import contacts from a file"),
  Command.withDescription(
    "Import contacts from a file to a server (--url) or directly into a store (--org): all or none, or with --lenient all that are valid",
  ),
  Command.withSubcommands([listImportsCommand, undoImportCommand]),
  Command.withExamples([
    { command: "bulk-contacts import leads.csv --url http://localhost:8000 --account A123 --dry-run" },
    { command: "bulk-contacts import leads.csv --org acme --account A123 --report report.csv" },
    { command: "bulk-contacts import contacts.csv --org acme --map Company=metadata.company --keep-rest" },
  ]),
)
