import { Config, Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { chooseDestination } from "../import/chooseDestination.ts"
import { resultText } from "../import/messages.ts"
import { runImport } from "../import/runImport.ts"
import { org } from "./flags.ts"
import { json, print } from "./print.ts"

const file = Argument.String("file").pipe(Argument.withDescription("A .csv, .ndjson or .json file of contacts"))

const url = Flag.String("url").pipe(
  Flag.withDescription("The server to import to, as in http://localhost:8000"),
  Flag.filter(
    (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ""),
    (text) => `not an http(s) URL: ${text}`,
  ),
  Flag.optional,
)

const key = Flag.Redacted("key").pipe(
  Flag.withDescription("The API key; BULK_CONTACTS_KEY is better: others on this machine see a command line"),
  Flag.withFallbackConfig(Config.Redacted("BULK_CONTACTS_KEY")),
  Flag.optional,
)

const idempotencyKey = Flag.String("idempotency-key").pipe(
  Flag.withDescription("With --url: repeat an import that was answered by nobody; it was printed then"),
  Flag.optional,
)

const account = Flag.String("account").pipe(
  Flag.withDescription("The account of contacts that name none; may be there more than once"),
  Flag.atLeast(0),
)

const contactType = Flag.String("contact-type").pipe(
  Flag.withDescription("The contact type of contacts that name none"),
  Flag.optional,
)

const source = Flag.String("source").pipe(
  Flag.withDescription("Where contacts come from that do not say"),
  Flag.optional,
)

const dryRun = Flag.Boolean("dry-run").pipe(
  Flag.withDescription("Check everything, say what would be created, and store nothing"),
  Flag.withDefault(false),
)

const report = Flag.String("report").pipe(
  Flag.withDescription("A CSV file to write: what was skipped and why, or what the file is refused for"),
  Flag.optional,
)

const flags = {
  file,
  url,
  key,
  idempotencyKey,
  org: org.pipe(
    Flag.withDescription("The organization to import to, in the store that the environment names"),
    Flag.optional,
  ),
  account,
  contactType,
  source,
  dryRun,
  report,
  json,
}

const description = `Import contacts from a file, all of them or none: to a server (--url), or into the store that the environment names (--org). The exit code is 0 when that was done, skipped contacts or not; 1 when it could not be; 2 when the file is refused; 130 when it was stopped.`

/** Unlike a server, it was to end by itself. */
const exitWhenStopped = Effect.onInterrupt(() =>
  Effect.sync(() => {
    process.exitCode = 130
  }),
)

export const importCommand = Command.make(
  "import",
  flags,
  Effect.fnUntraced(
    function* ({ file, account, contactType, source, dryRun, report, json, ...target }) {
      const destination = yield* chooseDestination(target)
      yield* runImport({
        path: file,
        destination,
        defaults: {
          ...(account.length > 0 && { accountIds: account }),
          ...(Option.isSome(contactType) && { contactType: contactType.value }),
          ...(Option.isSome(source) && { source: source.value }),
        },
        dryRun,
        report: Option.getOrUndefined(report),
        printResult: ({ total, created, skipped, replayed }) => {
          const counts = { total, created, skipped }
          const sentence = replayed ? `${resultText(counts, dryRun)}: this was done before` : resultText(counts, dryRun)
          return print(json, sentence, { ...counts, dryRun })
        },
      })
    },
    Effect.scoped,
    exitWhenStopped,
  ),
).pipe(Command.withDescription(description))
