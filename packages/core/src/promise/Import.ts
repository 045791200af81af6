/** A bulk create that was given a name, when it is stored. */
export interface NewImport {
  /** A UUID version 7 (RFC 9562): generated, time-ordered. */
  readonly id: string
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

/** What an undo found. */
export interface UndoneImport {
  /** How many contacts it deleted. */
  readonly deleted: number
  /** How many contacts the import had created. */
  readonly created: number
  /** The key under which the result of the import was stored, or null. */
  readonly idempotencyKey: string | null
}

/** Which imports of an organization to list. */
export interface ImportsPage {
  /** At least 1. */
  readonly limit: number
  /** Lists those that are older than the import with this id, whether it exists or not. Null: from the newest. */
  readonly after: string | null
}

/** What an undo resolves with. `ok` tells whether the import exists. */
export type UndoImportOutcome = ImportUndone | ImportNotFound

/** The import was undone: none of the contacts that it created exists. */
export interface ImportUndone {
  readonly ok: true
  /** How many contacts of the import it deleted. */
  readonly deleted: number
  /** How many contacts of the import had been deleted before. */
  readonly alreadyGone: number
}

/** The organization has no import with the id. Nothing was changed. */
export interface ImportNotFound {
  readonly ok: false
  readonly refusal: "ImportNotFound"
  /** One sentence for whoever sent the request. */
  readonly message: string
}
