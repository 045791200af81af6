import type { Rejection } from "../domain/Rejection.ts"

/** One contact of a stream: what its source says, or what keeps it from being read. */
export type StreamedContact = ReadContact | UnreadableContact

/** A contact as its source has it. */
export interface ReadContact {
  /** In one of the forms of `ContactInput`. It is checked at run time, so that values from outside may be passed. */
  readonly contact: unknown
  /** Where its source has it, from 1: named with its problems. */
  readonly line?: number
}

/** A line on which no contact can be read: a problem of the request. */
export interface UnreadableContact {
  readonly line: number
  /** What is wrong with the line. */
  readonly problem: Rejection
}
