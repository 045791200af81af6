import { Clock, Effect } from "effect"
import { contactIds } from "../domain/ContactIds.ts"
import { NoContactsToCreate, type ReferenceNotFound, type StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import type { Accounts } from "../ports/Accounts.ts"
import type { Contacts } from "../ports/Contacts.ts"
import type { ContactTypes } from "../ports/ContactTypes.ts"
import type { StoredResult } from "../ports/IdempotencyRecords.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import type { NormalizedRequest } from "../request/normalizeRequest.ts"
import { BulkCreatePolicy } from "./BulkCreatePolicy.ts"
import { foreseePlanned, insertPlanned } from "./insertPlanned.ts"
import { findOutcomes } from "./outcomes.ts"
import { planInserts } from "./plan.ts"
import { findReferences, resolveReferences } from "./references.ts"

/** Stores the contacts of a valid request. Call it inside a unit of work, which makes it atomic. */
export const commitContacts = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  { contacts, defaults }: NormalizedRequest,
  { dryRun = false, outcomes = false }: BulkCreateOptions,
): Effect.fn.Return<
  StoredResult,
  NoContactsToCreate | ReferenceNotFound | StoreFailure,
  Accounts | ContactTypes | Contacts
> {
  const { allDuplicates } = yield* BulkCreatePolicy
  const organizationDefault = yield* resolveReferences(organizationId, yield* findReferences(contacts, defaults))
  const contactType = defaults.contactType ?? organizationDefault
  const now = yield* Clock.currentTimeMillis
  const planned = yield* planInserts(contacts, { ...defaults, contactType }, contactIds(now), new Date(now))
  const { created, owners } = yield* dryRun
    ? foreseePlanned(organizationId, planned)
    : insertPlanned(organizationId, planned, outcomes)
  if (created === 0 && allDuplicates === "reject") return yield* new NoContactsToCreate()
  const result = { total: contacts.length, created, skipped: contacts.length - created }
  return outcomes ? { ...result, outcomes: yield* findOutcomes(contacts, planned, owners, dryRun) } : result
})
