import type { ListedContact } from "@bulk-contacts/core"
import * as Predicate from "effect/Predicate"

const absent = {
  firstName: null,
  lastName: null,
  phoneNumber: null,
  avatarUrl: null,
  contactType: null,
  source: null,
  customFieldValues: null,
  metadata: null,
  importId: null,
} as const

/** A contact as a server sends it, or null if it is none. */
export const readContact = (value: unknown): ListedContact | null => {
  if (!Predicate.isObject(value)) return null
  const record = value as Record<string, unknown>
  if (typeof record["id"] !== "string" || typeof record["email"] !== "string") return null
  return {
    ...absent,
    ...record,
    accountIds: Array.isArray(record["accountIds"]) ? record["accountIds"] : [],
    createdAt: readDate(record["createdAt"]),
    updatedAt: readDate(record["updatedAt"]),
  } as unknown as ListedContact
}

const readDate = (value: unknown): Date | null => {
  const date = typeof value === "string" ? new Date(value) : null
  return date === null || Number.isNaN(date.getTime()) ? null : date
}
