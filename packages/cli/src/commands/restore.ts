import { Backups, Migrations } from "@bulk-contacts/adapter-pg"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import { countsText } from "../backup/counts.ts"
import { readBackup } from "../backup/readBackup.ts"
import { json, print } from "./print.ts"
import { withAnyDatabase } from "./withDatabase.ts"

const file = Argument.String("file").pipe(Argument.withDescription("A file that bulk-contacts backup has written"))

export const restore = Command.make("restore", { file, json }, ({ file, json }) =>
  withAnyDatabase(
    Effect.gen(function* () {
      yield* (yield* Migrations).run
      const counts = yield* (yield* Backups).restore(readBackup(file))
      yield* print(json, `Restored ${countsText(counts)} from ${file}`, { file, counts })
    }),
  ),
).pipe(
  Command.withShortDescription("Restore a backup"),
  Command.withDescription(
    "Restore a backup to the store that DATABASE_URL, STORE and DATA_DIR name, all or nothing. The store must have no data.",
  ),
)
