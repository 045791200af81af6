import type { StoreFailure } from "@bulk-contacts/core"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"

/** The number of rows of each table that a backup contains. */
export type BackupCounts = Readonly<Record<string, number>>

/** The store to which a backup was to be restored has data. Nothing was changed. */
export class StoreNotEmpty extends Schema.TaggedError<StoreNotEmpty>()("StoreNotEmpty", {
  counts: Schema.Record(Schema.String, Schema.Number),
}) {
  override get message(): string {
    const rows = Object.entries(this.counts).filter(([, count]) => count > 0)
    return `The target already has data (${rows.map(([table, count]) => `${count} ${table}`).join(", ")})`
  }
}

/** What was to be restored is not a whole backup that this version can read. Nothing was changed. */
export class InvalidBackup extends Schema.TaggedError<InvalidBackup>()("InvalidBackup", { problem: Schema.String }) {
  override get message(): string {
    return `This is not a backup that can be restored: ${this.problem}`
  }
}

/** Copies everything that the store contains. */
export class Backups extends Context.Service<
  Backups,
  {
    /**
     * A backup as lines of JSON, in one snapshot: a header with the format's version, each table's rows between
     * `{"begin":…}` and `{"end":…,"rows":n}`, and `{"complete":true}`. It holds a connection while it is read.
     */
    readonly lines: Stream.Stream<string, StoreFailure>
    /**
     * Restores the lines of a backup, all or nothing, into a store without data. Returns how many rows of each table it has
     * restored. The rows keep their ids, times and keys.
     */
    readonly restore: <E, R>(
      lines: Stream.Stream<string, E, R>,
    ) => Effect.Effect<BackupCounts, E | InvalidBackup | StoreFailure | StoreNotEmpty, R>
    /** Counts the rows of each table that a backup contains. */
    readonly counts: Effect.Effect<BackupCounts, StoreFailure>
  }
>()("@bulk-contacts/adapter-pg/Backups") {}
