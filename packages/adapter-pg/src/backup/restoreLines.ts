import type { StoreFailure } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type BackupCounts, InvalidBackup } from "./Backups.ts"
import { FORMAT, FORMAT_VERSION } from "./format.ts"
import { type BackupTable, backupTables } from "./records.ts"

/** How many rows are inserted at a time, and how many characters they have at most, but for the last one. */
const ROWS = 1000
const CHARACTERS = 1_000_000

type Insert = (table: BackupTable, rows: string) => Effect.Effect<unknown, InvalidBackup | StoreFailure>

/** Inserts the rows of a backup and returns how many there are of each table. Fails if the backup is not whole. */
export const restoreLines = Effect.fnUntraced(function* <E, R>(lines: Stream.Stream<string, E, R>, insert: Insert) {
  const restore = new Restore(insert)
  // Most lines only wait for others, so they are read without an effect for each.
  const readAll = Effect.fnUntraced(function* (lines: ReadonlyArray<string>) {
    for (const line of lines) {
      const work = restore.read(line)
      if (work !== Effect.void) yield* work
    }
  })
  yield* Stream.runForEachArray(lines, readAll)
  return yield* restore.end
})

class Restore {
  readonly #insert: Insert
  readonly #counts = new Map<string, number>(backupTables.map(({ name }) => [name, 0]))
  #hasHeader = false
  #isComplete = false
  #table: BackupTable | undefined
  #count = 0
  #rows: Array<string> = []
  #characters = 0

  constructor(insert: Insert) {
    this.#insert = insert
  }

  read(line: string): Effect.Effect<void, InvalidBackup | StoreFailure> {
    if (this.#isComplete) return invalid("it continues after its end")
    if (!this.#hasHeader) return this.#readHeader(line)
    if (this.#table === undefined) return this.#begin(line)
    if (line.startsWith('{"end":')) return this.#end(this.#table, line)
    this.#rows.push(line)
    this.#count++
    this.#characters += line.length
    return this.#rows.length >= ROWS || this.#characters >= CHARACTERS ? this.#flush(this.#table) : Effect.void
  }

  get end(): Effect.Effect<BackupCounts, InvalidBackup> {
    return this.#isComplete ? Effect.succeed(Object.fromEntries(this.#counts)) : invalid("its end is missing")
  }

  #readHeader(line: string): Effect.Effect<void, InvalidBackup> {
    const { format, version } = parse(line)
    if (format !== FORMAT) return invalid("it does not begin like one")
    if (typeof version !== "number" || version > FORMAT_VERSION) {
      return invalid(`a newer release of bulk-contacts made it (format ${version}): restore it with that release`)
    }
    this.#hasHeader = true
    return Effect.void
  }

  #begin(line: string): Effect.Effect<void, InvalidBackup> {
    const { begin, complete } = parse(line)
    if (complete === true) {
      this.#isComplete = true
      return Effect.void
    }
    this.#table = backupTables.find(({ name }) => name === begin)
    this.#count = 0
    return this.#table === undefined ? invalid(`it has an unknown part: ${String(begin)}`) : Effect.void
  }

  #end(table: BackupTable, line: string): Effect.Effect<void, InvalidBackup | StoreFailure> {
    const { end, rows } = parse(line)
    if (end !== table.name || rows !== this.#count) return invalid(`rows of ${table.name} are missing`)
    this.#counts.set(table.name, this.#count)
    this.#table = undefined
    return this.#flush(table)
  }

  #flush(table: BackupTable): Effect.Effect<void, InvalidBackup | StoreFailure> {
    if (this.#rows.length === 0) return Effect.void
    const rows = `[${this.#rows.join(",")}]`
    this.#rows = []
    this.#characters = 0
    return Effect.asVoid(this.#insert(table, rows))
  }
}

const invalid = (problem: string) => Effect.fail(new InvalidBackup({ problem }))

const parse = (line: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === "object" && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
