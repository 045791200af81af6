import { Clock, Effect } from "effect"
import type { BulkCreateResult } from "../domain/BulkCreateResult.ts"
import { contactIds } from "../domain/ContactIds.ts"
import { NoContactsToCreate, type ReferenceNotFound, type StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import type { Accounts } from "../ports/Accounts.ts"
import type { Contacts } from "../ports/Contacts.ts"
import type { ContactTypes } from "../ports/ContactTypes.ts"
import type { NormalizedRequest } from "../request/normalizeRequest.ts"
import { BulkCreatePolicy } from "./BulkCreatePolicy.ts"
import { foreseePlanned, insertPlanned } from "./insertPlanned.ts"
import { findOutcomes } from "./outcomes.ts"
import { planInserts } from "./plan.ts"
import { findReferences, resolveReferences } from "./references.ts"

/** What a request may ask for besides being carried out. */
export interface BulkCreateOptions {
  /** Answer what would become of the request, and store nothing. */
  readonly dryRun?: boolean
  /** Answer what became of each contact, for one more round trip. */
  readonly outcomes?: boolean
}

/** Carries out a valid request. Called inside a unit of work, which makes it all or nothing. */
export const createContacts = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  { contacts, defaults }: NormalizedRequest,
  { dryRun = false, outcomes = false }: BulkCreateOptions,
): Effect.fn.Return<
  BulkCreateResult,
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
