import { createInterface } from "node:readline/promises"
import { Administration, OrganizationNotFound } from "@bulk-contacts/adapter-pg"
import * as Console from "effect/Console"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import { rejection } from "../CommandFailure.ts"
import { filterFlags, readFilter } from "../contacts/filterFlags.ts"
import { formatContacts } from "../terminal/counts.ts"
import { org } from "./flags.ts"
import { json, print } from "./print.ts"
import { withDatabase } from "./withDatabase.ts"

const toggle = (name: string, description: string) =>
  Flag.Boolean(name).pipe(Flag.withDescription(description), Flag.withDefault(false))

const flags = {
  org,
  ...filterFlags,
  dryRun: toggle("dry-run", "Print how many contacts would be deleted, and delete none"),
  yes: toggle("yes", "Do not ask; required if this does not run on a terminal"),
  purge: toggle(
    "purge",
    "Remove the contacts for good, with those that were deleted before and the stored responses that name one of them",
  ),
  json,
}

/** Asks on the terminal. */
const confirm = (question: string) =>
  Effect.promise(async (signal) => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr })
    const answer = await terminal.question(`${question} [y/N] `, { signal }).finally(() => terminal.close())
    return /^y(es)?$/i.test(answer.trim())
  })

export const deleteCommand = Command.make(
  "delete",
  flags,
  Effect.fnUntraced(function* ({ org, dryRun, yes, purge, json, ...conditions }) {
    const filter = readFilter(conditions)
    if (Object.keys(filter).length === 0) {
      return yield* rejection("specify which contacts to delete, for example --source or --created-before")
    }
    const mayAsk = process.stdin.isTTY === true && process.stderr.isTTY === true
    if (!dryRun && !yes && !mayAsk) {
      return yield* rejection("specify --yes to delete contacts without being asked, or --dry-run to count them")
    }
    yield* withDatabase(
      Effect.gen(function* () {
        const administration = yield* Administration
        if (!(yield* administration.organizationExists(org))) return yield* new OrganizationNotFound({ id: org })
        const count = yield* administration.countContacts(org, filter, { purge })
        const what = `${formatContacts(count)} of organization ${org}${purge ? " for good" : ""}`
        if (dryRun) return yield* print(json, `This would delete ${what}`, { org, count, purge, dryRun })
        if (!yes && count > 0 && !(yield* confirm(`Delete ${what}?`))) {
          return yield* Console.error("Nothing was deleted")
        }
        yield* administration.deleteContacts(org, filter, { purge, expected: count })
        yield* print(json, `Deleted ${what}`, { org, count, purge, dryRun })
      }),
    )
  }),
).pipe(
  Command.withShortDescription("Delete contacts"),
  Command.withDescription(
    "Delete the contacts that meet every condition, all or none; at least one condition is required. If their number changes after it was shown, none is deleted. To undo an import, use import undo",
  ),
  Command.withExamples([
    { command: "bulk-contacts contact delete --org acme --source Fair --dry-run" },
    { command: "bulk-contacts contact delete --org acme --email ada@example.com --purge --yes" },
  ]),
)
