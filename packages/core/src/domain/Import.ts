import type { ImportId } from "./Identifiers.ts"

/** A bulk create that was given a name, when it is stored. */
export interface NewImport {
  readonly id: ImportId
  /** What the caller calls it, usually the name of a file: 1 to 255 characters. */
  readonly name: string
  /** The source that the request gives to contacts without one. */
  readonly source: string | null
  readonly createdAt: Date
  /** The key under which its result is stored, or null. */
  readonly idempotencyKey: string | null
  readonly total: number
  readonly created: number
  readonly skipped: number
  /** Null if the request was not lenient. */
  readonly invalid: number | null
}

/** An import in a store. */
export interface Import extends Omit<NewImport, "idempotencyKey"> {
  /** How many of the contacts that it created still exist. */
  readonly remaining: number
  /** When it was undone for the first time, or null. */
  readonly undoneAt: Date | null
}
