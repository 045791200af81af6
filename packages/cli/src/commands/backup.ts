import { Backups } from "@bulk-contacts/adapter-pg"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import { countLines } from "../backup/countLines.ts"
import { countsText } from "../backup/counts.ts"
import { writeBackup } from "../backup/writeBackup.ts"
import { json, print } from "./print.ts"
import { withDatabase } from "./withDatabase.ts"

const file = Argument.String("file").pipe(
  Argument.withDescription("The file to create, which must not exist, for example contacts-2026-03-01.backup.gz"),
)

export const backup = Command.make("backup", { file, json }, ({ file, json }) =>
  withDatabase(
    Effect.gen(function* () {
      const { lines, counts } = countLines((yield* Backups).lines)
      yield* writeBackup(file, lines)
      yield* print(json, `Backed up ${countsText(counts)} to ${file}`, { file, counts })
    }),
  ),
).pipe(
  Command.withShortDescription("Write everything to a file"),
  Command.withDescription(
    "Write everything that the store contains to a file that only you can read, as it is at one moment. It can be restored to any store, by this and later releases. It contains personal data, and the hashes of API keys.",
  ),
)
