import type { InvalidRequest, NoContactsToCreate, ReferenceNotFound } from "@bulk-contacts/core"
import { BadRequest, type ErrorDetail, NotFound } from "./errors.ts"

const MAX_DETAILS = 100

export const noContactsToCreate = ({ message }: NoContactsToCreate) => new BadRequest({ message })

export const invalidRequest = ({ message, problems, omitted }: InvalidRequest) =>
  new BadRequest({ message, ...listed(problems, omitted) })

export const referenceNotFound = ({ message, accountIds, contactTypes }: ReferenceNotFound) => {
  const missing: Array<ErrorDetail> = [
    ...accountIds.map((id) => ({ field: "accountIds", id, message: `Account not found: ${id}` })),
    ...contactTypes.map((id) => ({ field: "contactType", id, message: `Contact type not found: ${id}` })),
  ]
  if (missing.length === 0) {
    missing.push({ field: "contactType", message: "is required: the organization has no default contact type" })
  }
  return new NotFound({ message, ...listed(missing, 0) })
}

const listed = (details: ReadonlyArray<ErrorDetail>, omitted: number) => {
  const unlisted = Math.max(0, details.length - MAX_DETAILS) + omitted
  return { details: details.slice(0, MAX_DETAILS), ...(unlisted > 0 && { omitted: unlisted }) }
}
