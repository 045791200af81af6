import type { BulkCreateDefaults, CsvColumn, CsvOptions, StreamedContact } from "@bulk-contacts/core"
import type * as FileSystem from "effect/FileSystem"
import type * as Path from "effect/Path"
import type * as Stream from "effect/Stream"
import type { CommandFailure } from "../../CommandFailure.ts"
import type { ImportRejected } from "../ImportRejected.ts"
import type { Findings } from "./Findings.ts"

/** Reads part of a file. */
type FileStream<A, E = CommandFailure> = Stream.Stream<A, E, FileSystem.FileSystem | Path.Path>

/** A file of contacts, in one of the two forms in which it can be sent. */
export interface ImportFile {
  readonly name: string
  readonly mediaType: "text/csv" | "application/x-ndjson"
  /** What is sent. Fails if the file changes while it is read. */
  readonly bytes: FileStream<Uint8Array, CommandFailure | ImportRejected>
  /** The number of bytes. */
  readonly size: number
  /** Defaults for all contacts that the file itself contains. */
  readonly defaults: BulkCreateDefaults
  /** How a CSV file is read. */
  readonly csv?: CsvOptions
  readonly findings?: Findings
  /**
   * The contacts as the file has them, in the order in which they are sent, each with its line and, if it is a row of a table, its
   * cells. It can run again.
   */
  readonly rows: FileStream<StreamedContact, CommandFailure | ImportRejected>
  /** How positions in the file are counted: by line, from 1, or by array index, from 0. */
  readonly positions: "line" | "index"
  /** How rows that are rejected are written, so that they can be corrected and imported again. */
  readonly rejects: RejectsForm
}

/** The form of a file of rejected rows. */
type RejectsForm =
  | { readonly kind: "table"; readonly columns: ReadonlyArray<CsvColumn>; readonly separator: string }
  | { readonly kind: "lines" }
  | { readonly kind: "array" }
