import { isInvalid } from "../domain/InvalidContact.ts"
import { MAX_DEFAULT_ACCOUNTS, MAX_DEFAULT_REFERENCES } from "../domain/limits.ts"
import type { Problems } from "../domain/Problem.ts"
import type { CheckedContact } from "./ContactChecker.ts"
import type { ContactDefaults } from "./parseRequest.ts"

/**
 * Counts the contacts of a request that take its default accounts. Adds a problem as soon as they are too many: every
 * contact stores all of its accounts, so a few kilobytes would become gigabytes.
 */
export const limitDefaultAccounts = ({ accountIds: { length: accounts } }: ContactDefaults, problems: Problems) => {
  let taken = 0
  let isExceeded = false
  return (contacts: ReadonlyArray<CheckedContact>): void => {
    if (accounts <= MAX_DEFAULT_ACCOUNTS || isExceeded) return
    for (const contact of contacts) if (!isInvalid(contact) && contact.accountIds === null) taken++
    isExceeded = taken * accounts > MAX_DEFAULT_REFERENCES
    if (isExceeded) problems.add({ field: "accountIds", code: "too_many_values", message: messageOf(accounts) })
  }
}

const messageOf = (accounts: number): string =>
  `must have at most ${MAX_DEFAULT_ACCOUNTS} ids if more than ${Math.floor(MAX_DEFAULT_REFERENCES / accounts)} contacts take all ${accounts}`
