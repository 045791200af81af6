import * as Result from "effect/Result"
import type { ProblemCode } from "./ProblemCode.ts"

/** Why a value is rejected. The caller adds the position of the value. */
export interface Rejection {
  readonly code: ProblemCode
  /** Continues a sentence that begins with the name of the field: `must be a string`. */
  readonly message: string
}

/** A normalized value, or why the input is rejected. */
export type Normalized<A> = Result.Result<A, Rejection>

export type Rejected = Result.Result<never, Rejection>

export const reject = (code: ProblemCode, message: string): Rejected => Result.fail({ code, message })
