import { Clock, Effect, Stream } from "effect"
import { contactIds } from "../domain/ContactIds.ts"
import type { NoContactsToCreate, ReferenceNotFound, StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { traced } from "../internal/traced.ts"
import type { Accounts } from "../ports/Accounts.ts"
import { Contacts } from "../ports/Contacts.ts"
import type { ContactTypes } from "../ports/ContactTypes.ts"
import type { StoredResult } from "../ports/IdempotencyRecords.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import type { NormalizedRequest } from "../request/normalizeRequest.ts"
import { insertStaged } from "./insertStaged.ts"
import { makeMemoryStagingArea } from "./memoryStaging.ts"
import { readOutcomes } from "./outcomes.ts"
import { planContacts } from "./plan.ts"
import { findReferences, resolveReferences } from "./references.ts"

/** Stores the contacts of a valid request, staged in memory. Called inside a unit of work, which makes it atomic. */
export const commitContacts = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  { contacts, defaults }: NormalizedRequest,
  options: BulkCreateOptions,
): Effect.fn.Return<
  StoredResult,
  NoContactsToCreate | ReferenceNotFound | StoreFailure,
  Accounts | ContactTypes | Contacts
> {
  const organizationDefault = yield* resolveReferences(organizationId, yield* findReferences(contacts, defaults))
  const contactType = defaults.contactType ?? organizationDefault
  const now = yield* Clock.currentTimeMillis
  const plan = planContacts(contacts, { ...defaults, contactType }, contactIds(now), new Date(now))
  const planned = yield* traced("planContacts")(plan)
  const area = makeMemoryStagingArea(yield* Contacts, organizationId, planned)
  const counts = yield* insertStaged(area, contacts.length, options)
  if (options.outcomes !== true) return counts
  return { ...counts, outcomes: yield* Stream.runCollect(readOutcomes(area, options.dryRun === true)) }
})
