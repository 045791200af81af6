import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { contactIds, DrawRandomBits } from "../domain/ContactIds.ts"
import type { InvalidRequest, NoContactsToCreate, ReferenceNotFound, StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { MAX_DETAILS, mergeProblems, Problems } from "../domain/Problem.ts"
import { planImport } from "../imports/planImport.ts"
import { recordImport } from "../imports/recordImport.ts"
import { traced } from "../internal/traced.ts"
import type { Accounts } from "../ports/Accounts.ts"
import { Contacts } from "../ports/Contacts.ts"
import type { ContactTypes } from "../ports/ContactTypes.ts"
import type { StoredResult } from "../ports/IdempotencyRecords.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import type { NormalizedRequest } from "../request/normalizeRequest.ts"
import { findReferences } from "./findReferences.ts"
import { insertStaged } from "./insertStaged.ts"
import { countInvalid, leaveOutUnresolved } from "./leaveOut.ts"
import { MemoryStagingArea } from "./MemoryStagingArea.ts"
import { readOutcomes } from "./outcomes.ts"
import { planContacts } from "./plan.ts"
import { failIfDefaultMissing, failIfMissing, knownReferences, resolveReferences } from "./references.ts"

/** Stores the contacts of a normalized request, staged in memory. Called inside a unit of work, which makes it atomic. */
export const commitContacts = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  { contacts, defaults, importName, problems }: NormalizedRequest,
  options: BulkCreateOptions,
): Effect.fn.Return<
  StoredResult,
  InvalidRequest | NoContactsToCreate | ReferenceNotFound | StoreFailure,
  Accounts | ContactTypes | Contacts
> {
  const { lenient = false, outcomes = false, dryRun = false } = options
  const references = yield* findReferences(contacts, defaults)
  const resolved = yield* resolveReferences(organizationId, references)
  const contactType = defaults.contactType ?? resolved.defaultContactType
  const unresolved = new Problems(MAX_DETAILS)
  let remaining = contacts
  if (lenient) {
    const known = yield* knownReferences(resolved)
    yield* failIfDefaultMissing(known, defaults)
    remaining = yield* leaveOutUnresolved(contacts, { known, contactType, placeOf, outcomes }, unresolved)
  } else yield* failIfMissing(resolved, references)
  const now = yield* Clock.currentTimeMillis
  const drawRandomBits = yield* DrawRandomBits
  const plannedImport = planImport(importName, defaults.source, options, now, drawRandomBits)
  const plan = planContacts(
    remaining,
    { ...defaults, contactType },
    contactIds(now, drawRandomBits),
    new Date(now),
    plannedImport?.id ?? null,
  )
  const planned = yield* traced("planContacts")(plan)
  const area = new MemoryStagingArea(yield* Contacts, organizationId, planned)
  const leftOut = { invalid: countInvalid(remaining), problems: mergeProblems(problems, unresolved) }
  const inserted = yield* insertStaged(area, contacts.length, leftOut, options)
  const counts = yield* recordImport(organizationId, plannedImport, inserted)
  if (!outcomes) return counts
  return { ...counts, outcomes: yield* Stream.runCollect(readOutcomes(area, dryRun)) }
})

const placeOf = (index: number) => ({ index })
