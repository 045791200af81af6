import type { Problem } from "@bulk-contacts/core"
import { Refused } from "../Refused.ts"

/** Throws if a table is rejected for its columns: nothing can be decided about so many. The cells after the last one are not known. */
export const refuseTooManyColumns = (problems: ReadonlyArray<Problem> | undefined): void => {
  if (problems?.some(({ field, code }) => field === "body" && code === "too_many_values")) {
    throw new Refused("tooManyColumns")
  }
}
