import type { BulkCreateResponse } from "./BulkCreateResponse.ts"
import { InconsistentResponse } from "./clientErrors.ts"
import type { SentContacts } from "./SentContacts.ts"

/**
 * Why a response is not believed: its counts or outcomes do not add up to the contacts that were sent. Only a lenient
 * request may have invalid contacts.
 */
export const findInconsistency = (
  response: BulkCreateResponse,
  sent: SentContacts,
  isSent: boolean,
  lenient: boolean,
): InconsistentResponse | undefined => {
  const reason = isSent ? inconsistencyOf(response, sent, lenient) : "it reports success before all contacts were sent"
  return reason === undefined
    ? undefined
    : new InconsistentResponse({
        message: `The server's response does not add up: ${reason}. The contacts may have been stored`,
      })
}

const inconsistencyOf = (
  { total, created, skipped, invalid = 0, outcomes }: BulkCreateResponse,
  { least, most }: SentContacts,
  lenient: boolean,
): string | undefined => {
  const counts = `${total} contacts, ${created} created, ${skipped} skipped${invalid === 0 ? "" : `, ${invalid} invalid`}`
  if (![total, created, skipped, invalid].every((count) => Number.isSafeInteger(count) && count >= 0)) return counts
  if (total !== created + skipped + invalid) return counts
  if (invalid > 0 && !lenient) return `${counts}, but the request was not lenient`
  if (total < least || total > most) return `${counts}, but ${least === most ? least : `${least} to ${most}`} were sent`
  if (outcomes === undefined) return undefined
  if (outcomes.length !== total) return `${counts}, but ${outcomes.length} outcomes`
  if (outcomes.some(({ index }, i) => index !== i)) return "outcomes are not in the order of the contacts"
  const createdOutcomes = outcomes.filter(({ status }) => status === "created").length
  return createdOutcomes === created ? undefined : `${counts}, but outcomes of ${createdOutcomes} created contacts`
}
