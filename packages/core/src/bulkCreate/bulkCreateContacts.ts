import * as Effect from "effect/Effect"
import { CurrentTenant } from "../admission/CurrentTenant.ts"
import { checkOptions } from "../caller/checkOptions.ts"
import type { BulkCreateResult } from "../domain/BulkCreateResult.ts"
import type { BulkCreateRefusal, StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { commitOnce } from "../idempotency/commitOnce.ts"
import { withKeyClaim } from "../idempotency/withKeyClaim.ts"
import { requireImports } from "../imports/requireImports.ts"
import { loadOnce } from "../internal/loadOnce.ts"
import { traced } from "../internal/traced.ts"
import type { Accounts } from "../ports/Accounts.ts"
import type { Contacts } from "../ports/Contacts.ts"
import type { ContactTypes } from "../ports/ContactTypes.ts"
import type { IdempotencyRecords } from "../ports/IdempotencyRecords.ts"
import type { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import type { BulkCreateRequest } from "../request/BulkCreateRequest.ts"
import { normalizeRequest } from "../request/normalizeRequest.ts"
import { BulkCreatePolicy } from "./BulkCreatePolicy.ts"
import { insertDirectly } from "./insertDirectly.ts"
import { requireOrganization } from "./requireOrganization.ts"

/** The ports that a bulk create uses. `layerWithoutIdempotencyRecords` serves stores that have no idempotency records. */
export type BulkCreatePorts = Accounts | ContactTypes | Contacts | IdempotencyRecords | UnitOfWork

/**
 * Creates contacts in bulk: normalizes and validates all of them, checks the accounts and contact types they name, skips
 * those whose email exists, and stores the rest.
 *
 * Atomic: if it succeeds, every contact counted as created is stored; if it fails or is interrupted, none is. Concurrent
 * requests with the same email create it exactly once. The number of round trips to the store does not depend on the
 * number of contacts, except that accounts and contact types are looked up 10,000 at a time.
 *
 * With the option `lenient`, contacts that are invalid or name something that does not exist are left out and counted.
 *
 * | failure | meaning |
 * | --- | --- |
 * | `NoContactsToCreate` | the list is empty, or all contacts exist and the policy is to reject that |
 * | `InvalidRequest` | some values are invalid: it has every problem, with the index and field; if lenient: the request's own |
 * | `ReferenceNotFound` | some accounts or contact types do not exist in the organization; if lenient: of the defaults |
 * | `IdempotencyKeyInUse` | a request with the same key is in progress |
 * | `IdempotencyKeyReused` | the key belongs to a request with different content |
 * | `RequestTooLarge` | only of streams, in stores that keep them in memory: it takes more than there is for one request |
 * | `StoreFailure` | the store is unavailable; a retry is safe |
 *
 * With the option `import`, the request is recorded under a name and can be undone with `undoImport`; the store needs the
 * port `Imports`.
 *
 * An option that is unknown or has the wrong type is a defect, a `TypeError` that names it. So is an organization that
 * does not exist, if the store can tell (`Organizations`).
 *
 * @example
 * ```ts
 * import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
 * import { bulkCreateContacts, OrganizationId } from "@bulk-contacts/core"
 * import { Effect } from "effect"
 *
 * const store = makeMemoryStore({ id: "acme", accounts: ["A1"], contactTypes: ["Lead"], defaultContactType: "Lead" })
 *
 * const create = (contacts: ReadonlyArray<string>) =>
 *   bulkCreateContacts(OrganizationId.make("acme"), { contacts, accountIds: ["A1"] }).pipe(
 *     Effect.map(({ created, skipped }) => `${created} created, ${skipped} skipped`),
 *     Effect.catchTag("InvalidRequest", ({ problems: [problem] }) =>
 *       Effect.succeed(`contact ${problem?.index}: ${problem?.field} ${problem?.message}`),
 *     ),
 *     Effect.provide(store.layer),
 *     Effect.runPromise,
 *   )
 *
 * console.log(await create(["Ada Lovelace <ada@example.com>", "ADA@example.com"])) // 1 created, 1 skipped
 * console.log(await create(["grace@example.com", "grace"])) // contact 1: email must be an email address
 * ```
 */
export const bulkCreateContacts = (
  organizationId: OrganizationId,
  request: BulkCreateRequest,
  uncheckedOptions: BulkCreateOptions = {},
): Effect.Effect<BulkCreateResult, BulkCreateRefusal | StoreFailure, BulkCreatePorts> =>
  Effect.suspend(() => {
    const options = checkOptions(uncheckedOptions)
    const created = create(organizationId, request, options)
    const claimed = withKeyClaim(organizationId, options.idempotencyKey, created)
    return Effect.provideService(claimed, CurrentTenant, organizationId)
  }).pipe(traced("bulkCreateContacts"))

// Not a generator inside the function above: with each closure that is one, V8 keeps all that it can reach until the next
// full collection of garbage.
const create = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  request: BulkCreateRequest,
  options: BulkCreateOptions,
): Effect.fn.Return<BulkCreateResult, BulkCreateRefusal | StoreFailure, BulkCreatePorts> {
  if (options.import !== undefined) yield* requireImports
  const normalized = yield* normalizeRequest(request, yield* BulkCreatePolicy, options)
  const inserted = yield* insertDirectly(organizationId, normalized, options)
  if (inserted !== null) return { ...inserted, replayed: false }
  const { commitContacts } = yield* loadCommit
  const commit = commitContacts(organizationId, normalized, options)
  const fingerprint = Effect.flatMap(loadFingerprint, ({ fingerprintOfList }) =>
    fingerprintOfList(normalized, options.lenient === true),
  )
  return yield* commitOnce(organizationId, options, fingerprint, commit).pipe(requireOrganization(organizationId))
})

const loadFingerprint = loadOnce(() => import("../idempotency/fingerprint.ts"))
const loadCommit = loadOnce(() => import("./commitContacts.ts"))
