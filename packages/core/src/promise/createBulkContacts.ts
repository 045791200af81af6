import { Clock, Effect, Predicate, Stream } from "effect"
import { BulkCreatePolicy } from "../bulkCreate/BulkCreatePolicy.ts"
import { bulkCreateContacts } from "../bulkCreate/bulkCreateContacts.ts"
import {
  type BulkCreateOnceResult,
  bulkCreateContactsOnce,
  type OnceRefusal,
} from "../bulkCreate/bulkCreateContactsOnce.ts"
import type { StoreFailure } from "../domain/errors.ts"
import { OrganizationId } from "../domain/Identifiers.ts"
import { fresh, IDEMPOTENCY_RETENTION } from "../idempotency/replay.ts"
import { IdempotencyRecords } from "../ports/IdempotencyRecords.ts"
import type { BulkCreateDefaults, BulkCreateRequest, ContactInput } from "../request/BulkCreateRequest.ts"
import { bulkCreateContactStream } from "../streams/bulkCreateContactStream.ts"
import { type BulkCreateStreamOnceResult, bulkCreateContactStreamOnce } from "../streams/bulkCreateContactStreamOnce.ts"
import type { StreamedContact } from "../streams/StreamedContact.ts"
import { created, refused } from "./answers.ts"
import type { BulkCreateAnswer } from "./BulkCreateAnswer.ts"
import { type PromisePorts, promisePortsContext } from "./layerPromisePorts.ts"
import type { BulkContactsPorts } from "./Ports.ts"
import { aborted, runUntilAborted } from "./untilAborted.ts"

/** What a request may ask for besides being carried out. */
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

/** The use case, in promises. */
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

  /**
   * `create` of contacts that come one by one, any number of them: `maxContacts` does not apply. They are checked as they
   * come, and wait in memory until the last one is there. It rejects with what `contacts` has thrown, too.
   */
  readonly createFrom: (
    organizationId: string,
    contacts: AsyncIterable<ContactInput> | Iterable<ContactInput>,
    defaults?: BulkCreateDefaults,
    options?: BulkCreateOptions,
  ) => Promise<BulkCreateAnswer>

  /** Forgets the idempotency records that cannot be replayed any more, and answers how many these were. */
  readonly forgetOldRecords: () => Promise<number>
}

/** The ports that the use case works on, and what the service decides. */
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
  const answer = (
    carryOut: Effect.Effect<BulkCreateOnceResult, OnceRefusal | StoreFailure, PromisePorts>,
    signal: AbortSignal | undefined,
  ) => {
    const answered = carryOut.pipe(
      Effect.map(created),
      Effect.catchTag(
        ["NoContactsToCreate", "InvalidRequest", "ReferenceNotFound", "IdempotencyKeyInUse", "IdempotencyKeyReused"],
        (refusal) => Effect.succeed(refused(refusal)),
      ),
      Effect.updateService(BulkCreatePolicy, (defaults) => ({ ...defaults, ...policy })),
    )
    return signal === undefined ? run(answered) : runUntilAborted(answered, run, signal)
  }
  return {
    create: async (organizationId, request, { idempotencyKey, signal, ...options } = {}) => {
      const organization = organizationOf(organizationId)
      const carryOut =
        idempotencyKey === undefined
          ? Effect.map(bulkCreateContacts(organization, request, options), fresh)
          : bulkCreateContactsOnce(organization, idempotencyKey, request, options)
      return answer(carryOut, signal)
    },
    createFrom: async (organizationId, contacts, defaults = {}, { idempotencyKey, signal, ...options } = {}) => {
      const organization = organizationOf(organizationId)
      const stream = streamOf(contacts, signal)
      const carryOut =
        idempotencyKey === undefined
          ? Effect.map(bulkCreateContactStream(organization, stream, defaults, options), fresh)
          : bulkCreateContactStreamOnce(organization, idempotencyKey, stream, defaults, options)
      return answer(Effect.scoped(Effect.flatMap(carryOut, collectOutcomes)), signal)
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

const organizationOf = (id: string): OrganizationId => {
  if (typeof id !== "string") throw new TypeError(`The organization's id must be a string, not ${typeof id}`)
  return OrganizationId.make(id)
}

const collectOutcomes = Effect.fnUntraced(function* ({ outcomes, ...result }: BulkCreateStreamOnceResult) {
  return outcomes === undefined ? result : { ...result, outcomes: yield* Stream.runCollect(outcomes) }
})

/** What it throws is for `createFrom` to reject with, as it is. Nothing more is taken of it once the signal aborts. */
const streamOf = (
  contacts: AsyncIterable<ContactInput> | Iterable<ContactInput>,
  signal: AbortSignal | undefined,
): Stream.Stream<StreamedContact> => {
  // A string is iterable too, and would be a contact for each of its characters.
  if (typeof contacts === "string" || !(isAsyncIterable(contacts) || Predicate.isIterable(contacts)))
    throw new TypeError("Contacts must come from an iterable, async or not, as an array or a generator is")
  const stream = isAsyncIterable(contacts)
    ? Stream.orDie(Stream.fromAsyncIterable(contacts, (error) => error))
    : Stream.fromIterable(contacts)
  const streamed = Stream.map(stream, (contact) => ({ contact }))
  return signal === undefined ? streamed : Stream.interruptWhen(streamed, aborted(signal))
}

const isAsyncIterable = (contacts: unknown): contacts is AsyncIterable<ContactInput> =>
  Predicate.hasProperty(contacts, Symbol.asyncIterator)
