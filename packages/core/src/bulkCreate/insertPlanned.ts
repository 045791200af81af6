import { Effect } from "effect"
import type { NewContact } from "../domain/Contact.ts"
import type { StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { traced } from "../internal/traced.ts"
import { Contacts } from "../ports/Contacts.ts"
import type { Owners } from "./outcomes.ts"

export interface Stored {
  readonly created: number
  readonly owners: Owners
}

/** Stores those whose email is free. `findOwners` costs one more round trip. */
export const insertPlanned = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  planned: ReadonlyArray<NewContact>,
  findOwners: boolean,
): Effect.fn.Return<Stored, StoreFailure, Contacts> {
  const contacts = yield* Contacts
  const created = yield* contacts.insertNew(organizationId, planned)
  yield* Effect.annotateCurrentSpan({ planned: planned.length, created })
  const owners = findOwners ? yield* contacts.findByEmail(organizationId, planned.map(emailOf)) : noOwners
  return { created, owners }
}, traced("insertPlanned"))

/** What `insertPlanned` would answer, without storing anything. */
export const foreseePlanned = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  planned: ReadonlyArray<NewContact>,
): Effect.fn.Return<Stored, StoreFailure, Contacts> {
  const contacts = yield* Contacts
  const owners = yield* contacts.findByEmail(organizationId, planned.map(emailOf))
  return { created: planned.length - owners.size, owners }
}, traced("foreseePlanned"))

const emailOf = ({ email }: NewContact) => email
const noOwners: Owners = new Map()
