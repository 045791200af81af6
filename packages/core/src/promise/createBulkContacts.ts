import { Clock, Effect } from "effect"
import type { BulkCreateRequest } from "../BulkCreateInput.ts"
import { BulkCreatePolicy } from "../BulkCreatePolicy.ts"
import { bulkCreateContacts } from "../bulkCreateContacts.ts"
import { bulkCreateContactsOnce } from "../bulkCreateContactsOnce.ts"
import { OrganizationId } from "../Identifiers.ts"
import { IdempotencyRecords } from "../ports/IdempotencyRecords.ts"
import { IDEMPOTENCY_RETENTION } from "../replay.ts"
import { created, refused } from "./answers.ts"
import type { BulkCreateAnswer } from "./BulkCreateAnswer.ts"
import { promisePortsContext } from "./layerPromisePorts.ts"
import type { BulkContactsPorts } from "./Ports.ts"
import { runUntilAborted } from "./untilAborted.ts"

export interface BulkCreateOptions {
  /** Answer what would become of the request, and store nothing. */
  readonly dryRun?: boolean
  /** Answer what became of each contact, for one more round trip. */
  readonly outcomes?: boolean
  /**
   * Makes a retry safe: of all requests with one key of the organization (1 to 255 characters), one is carried out, and
   * the others get its result, for 24 hours. A request that is refused leaves its key free.
   */
  readonly idempotencyKey?: string
  /** Nothing is stored when it aborts, and `create` rejects with its reason. */
  readonly signal?: AbortSignal
}

export interface BulkContacts {
  /**
   * Creates contacts in bulk: normalizes and validates all of them, checks what they refer to, skips those whose email
   * exists, and stores the rest.
   *
   * Resolves with the counts, or with the refusal of a request that cannot be carried out as it is. Rejects with what a
   * port has rejected with, and nothing was stored. Atomic: all that is created is stored, or nothing. Of requests at
   * once with one email, exactly one creates it. A fixed number of port calls, however many contacts.
   */
  readonly create: (
    organizationId: string,
    request: BulkCreateRequest,
    options?: BulkCreateOptions,
  ) => Promise<BulkCreateAnswer>

  /** Forgets the idempotency records that cannot be replayed any more, and answers how many these were. */
  readonly forgetOldRecords: () => Promise<number>
}

export interface BulkContactsOptions<Tx> extends BulkContactsPorts<Tx> {
  readonly policy?: {
    /** How many contacts one request may have. Default: 10,000. */
    readonly maxContacts?: number
    /** What becomes of a request of which every contact exists: `skip` (the default) answers `created` 0. */
    readonly allDuplicates?: "skip" | "reject"
  }
}

/** The bulk creation of contacts on a store of your own. */
export const createBulkContacts = <Tx>({ policy, ...ports }: BulkContactsOptions<Tx>): BulkContacts => {
  const context = promisePortsContext(ports)
  const run = Effect.runPromiseWith(context)
  return {
    create: async (organizationId, request, { idempotencyKey, signal, ...options } = {}) => {
      const organization = OrganizationId.make(organizationId)
      const carryOut =
        idempotencyKey === undefined
          ? Effect.map(bulkCreateContacts(organization, request, options), (result) => ({ ...result, replayed: false }))
          : bulkCreateContactsOnce(organization, idempotencyKey, request, options)
      const answer = carryOut.pipe(
        Effect.map(created),
        Effect.catchTag(
          ["NoContactsToCreate", "InvalidRequest", "ReferenceNotFound", "IdempotencyKeyInUse", "IdempotencyKeyReused"],
          (refusal) => Effect.succeed(refused(refusal)),
        ),
        Effect.updateService(BulkCreatePolicy, (defaults) => ({ ...defaults, ...policy })),
      )
      return signal === undefined ? run(answer) : runUntilAborted(answer, run, signal)
    },
    forgetOldRecords: () =>
      run(
        Effect.gen(function* () {
          const now = yield* Clock.currentTimeMillis
          return yield* (yield* IdempotencyRecords).removeOlderThan(new Date(now - IDEMPOTENCY_RETENTION))
        }),
      ),
  }
}
