/** A program: opens the data directory of its first argument, says so, and keeps it open. */
import { PgliteStore } from "@bulk-contacts/adapter-pg/pglite"
import { Effect } from "effect"

const [dataDir = ""] = process.argv.slice(2)

const keepOpen = Effect.andThen(
  Effect.sync(() => process.stdout.write("open\n")),
  Effect.never,
)

await Effect.runPromise(Effect.provide(keepOpen, PgliteStore.layer({ dataDir })))
