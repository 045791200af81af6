import type { Rejection } from "../domain/Rejection.ts"

/** One contact of a stream, or the reason why it cannot be read. */
export type StreamedContact = ReadContact | UnreadableContact

/** A contact as it was read. */
export interface ReadContact {
  /** In one of the forms of `ContactInput`. Validated at run time, so values from outside can be passed as they are. */
  readonly contact: unknown
  /** The line on which it begins, from 1. Its problems have it too. */
  readonly line?: number
  /** The cells of its row, if it comes from a table and the reader was asked for them. */
  readonly cells?: ReadonlyArray<string>
}

/** A line that cannot be read as a contact. It is an invalid contact of the request. */
export interface UnreadableContact {
  readonly line: number
  /** What is wrong with the line. */
  readonly problem: Rejection
  /** Identifies the text that was sent, for idempotency keys. */
  readonly digest?: string
  /** What could be read of its row, if it comes from a table and the reader was asked for it. */
  readonly cells?: ReadonlyArray<string>
}
