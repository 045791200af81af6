import * as Effect from "effect/Effect"
import { BulkCreatePolicy } from "../bulkCreate/BulkCreatePolicy.ts"
import { bulkCreateContacts } from "../bulkCreate/bulkCreateContacts.ts"
import { checkPolicy } from "../bulkCreate/checkPolicy.ts"
import { checkCallOptions } from "../caller/checkCallOptions.ts"
import type { BulkCreateResult } from "../domain/BulkCreateResult.ts"
import type { BulkCreateRefusal, StoreFailure } from "../domain/errors.ts"
import { OrganizationId } from "../domain/Identifiers.ts"
import { deleteExpiredRecords } from "../idempotency/deleteExpiredRecords.ts"
import type { BulkCreateRequest } from "../request/BulkCreateRequest.ts"
import type { AbortableOptions, ContactsService } from "./ContactsService.ts"
import { type PromisePorts, promisePortsContext } from "./layerPromisePorts.ts"
import { created, refused } from "./outcomes.ts"
import type { BulkContactsPorts } from "./Ports.ts"
import { runUntilAborted } from "./untilAborted.ts"

/** The ports that the service uses, and its policy. */
export interface ContactsServiceOptions<Tx> extends BulkContactsPorts<Tx> {
  readonly policy?: {
    /** The most contacts that one `bulkCreate` may have. Default: 10,000. */
    readonly maxContacts?: number
    /**
     * What to do with a request whose contacts all exist: succeed with `created` 0 (`skip`, the default) or reject it
     * with `NoContactsToCreate`.
     */
    readonly allDuplicates?: "skip" | "reject"
    /**
     * The country of phone numbers without a country code, as an ISO 3166-1 alpha-2 code (`DE`), unless a call names
     * another one. Without one, such numbers are rejected.
     */
    readonly defaultCountry?: string
  }
}

/**
 * Makes the service from a store's ports. Throws a `TypeError` that names every port that is missing, or what is wrong
 * with the policy.
 *
 * @example
 * ```ts
 * import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
 * import { makeContactsService } from "@bulk-contacts/core/promise"
 *
 * const store = makeMemoryStore({ id: "acme", contactTypes: ["Lead"], defaultContactType: "Lead" })
 * const contacts = makeContactsService({ ...store.ports, policy: { maxContacts: 50_000 } })
 *
 * const outcome = await contacts.bulkCreate(
 *   "acme",
 *   { contacts: ["Ada Lovelace <ada@example.com>", "ADA@example.com"], source: "Slack" },
 *   { idempotencyKey: "import-42" },
 * )
 * console.log(outcome) // { ok: true, total: 2, created: 1, skipped: 1, replayed: false }
 * ```
 */
export const makeContactsService = <Tx>({ policy, ...ports }: ContactsServiceOptions<Tx>): ContactsService => {
  const run = Effect.runPromiseWith(promisePortsContext(ports))
  const checkedPolicy = checkPolicy(policy)
  const settle = (
    carryOut: Effect.Effect<BulkCreateResult, BulkCreateRefusal | StoreFailure, PromisePorts>,
    signal: AbortSignal | undefined,
  ) => {
    const settled = carryOut.pipe(
      Effect.map(created),
      Effect.catchTag(
        [
          "NoContactsToCreate",
          "InvalidRequest",
          "ReferenceNotFound",
          "IdempotencyKeyInUse",
          "IdempotencyKeyReused",
          "RequestTooLarge",
        ],
        (refusal) => Effect.succeed(refused(refusal)),
      ),
      Effect.updateService(BulkCreatePolicy, (defaults) => ({ ...defaults, ...checkedPolicy })),
    )
    return signal === undefined ? run(settled) : runUntilAborted(settled, run, signal)
  }
  return {
    bulkCreate: async (organizationId: string, request: unknown, options: AbortableOptions = {}) => {
      const { signal, ...checked } = checkCallOptions(options)
      return settle(bulkCreateContacts(organizationOf(organizationId), request as BulkCreateRequest, checked), signal)
    },
    bulkCreateStream: async (organizationId, contacts, defaults = {}, options = {}) => {
      const { signal, ...checked } = checkCallOptions(options)
      const organization = organizationOf(organizationId)
      const { streamCall } = await import("./streamCall.ts")
      return settle(streamCall(organization, contacts, defaults, checked, signal), signal)
    },
    undoImport: async (organizationId, importId) => {
      const { undoCall } = await import("./importCalls.ts")
      return run(undoCall(ports, organizationOf(organizationId), importId))
    },
    listImports: async (organizationId, page = {}) => {
      const { listCall } = await import("./importCalls.ts")
      return run(listCall(ports, organizationOf(organizationId), page))
    },
    deleteExpiredRecords: () => run(deleteExpiredRecords),
  }
}

const organizationOf = (id: string): OrganizationId => {
  if (typeof id !== "string") throw new TypeError(`The organization's id must be a string, not ${typeof id}`)
  return OrganizationId.make(id)
}
