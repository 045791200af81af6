import type { ContactOutcome } from "@bulk-contacts/core"
import type { ValueProblem } from "../../protocol.ts"
import { CREATED, EXISTING, INVALID, REPEATED } from "../rowStatus.ts"

/** What the server says became of each row, or would become of it. */
export class Outcomes {
  readonly status: Uint8Array
  readonly ids = new Map<number, string>()
  readonly problems = new Map<number, ReadonlyArray<ValueProblem>>()
  /** Rows whose email another row has. */
  repeated = 0

  /** `sent` are the rows in the order in which they were sent. */
  constructor(rows: number, sent: Uint32Array, outcomes: Iterable<ContactOutcome>) {
    this.status = new Uint8Array(rows)
    for (const outcome of outcomes) {
      const row = sent[outcome.index]
      if (row === undefined) continue
      if (outcome.status === "created") this.#set(row, CREATED, outcome.id)
      else if (outcome.status === "invalid") {
        this.#set(row, INVALID)
        this.problems.set(row, outcome.problems)
      } else if (outcome.reason === "already_exists") this.#set(row, EXISTING, outcome.id)
      else {
        this.repeated++
        this.#set(row, REPEATED)
      }
    }
  }

  #set(row: number, status: number, id?: string | null): void {
    this.status[row] = status
    if (id !== undefined && id !== null) this.ids.set(row, id)
  }
}
