import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { CurrentTenant } from "../admission/CurrentTenant.ts"
import type { BulkCreatePorts } from "../bulkCreate/bulkCreateContacts.ts"
import { insertStaged } from "../bulkCreate/insertStaged.ts"
import { readOutcomes } from "../bulkCreate/outcomes.ts"
import { failIfMissing, resolveReferences } from "../bulkCreate/references.ts"
import { requireOrganization } from "../bulkCreate/requireOrganization.ts"
import { checkOptions } from "../caller/checkOptions.ts"
import type { BulkCreateResult } from "../domain/BulkCreateResult.ts"
import type { ContactOutcome } from "../domain/ContactOutcome.ts"
import type { BulkCreateRefusal, StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { commitOnce } from "../idempotency/commitOnce.ts"
import { withKeyClaim } from "../idempotency/withKeyClaim.ts"
import { recordImport } from "../imports/recordImport.ts"
import { requireImports } from "../imports/requireImports.ts"
import { traced } from "../internal/traced.ts"
import type { StagedContacts } from "../ports/StagedContacts.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import type { BulkCreateDefaults } from "../request/BulkCreateRequest.ts"
import type { StreamedContact } from "./StreamedContact.ts"
import { type StagedStream, stageContacts } from "./stageContacts.ts"

/** The ports that the bulk create of a stream uses. */
export type BulkCreateStreamPorts = BulkCreatePorts | StagedContacts

/** The result of the bulk create of a stream: the counts and, if requested, the outcome of each contact. */
export interface BulkCreateStreamResult extends Omit<BulkCreateResult, "outcomes"> {
  /**
   * In the order of the stream. Present if requested, except in a replay, which has the counts only. It can be read
   * while the scope is open.
   */
  readonly outcomes?: Stream.Stream<ContactOutcome, StoreFailure>
}

/**
 * `bulkCreateContacts` for any number of contacts in constant memory: they wait in a staging area of the store, which is
 * removed when the scope closes. The policy's `maxContacts` does not apply.
 *
 * Atomic: contacts are stored only after the stream has ended and all of them were valid. Nothing is stored if the stream
 * fails or is interrupted. The first contact with an email in the whole stream wins. A retry with an idempotency key
 * sends the whole stream again. Failures mean the same as those of `bulkCreateContacts`; errors of the stream are passed on.
 *
 * If it is lenient, lines that cannot be read are invalid contacts too. It still fails with `ReferenceNotFound` if an
 * account or contact type is deleted after a contact that names it has arrived: a retry leaves that contact out.
 *
 * @example
 * ```ts
 * import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
 * import { bulkCreateContactStream, OrganizationId, readCsv } from "@bulk-contacts/core"
 * import { Effect, Stream } from "effect"
 *
 * const store = makeMemoryStore({ id: "acme", contactTypes: ["Lead"], defaultContactType: "Lead" })
 * const file = Stream.encodeText(Stream.make("email,firstName\n", "ada@example.com,Ada\ngrace@example.com,Grace\n"))
 *
 * const program = Effect.gen(function* () {
 *   const defaults = { source: "Import" }
 *   const result = yield* bulkCreateContactStream(OrganizationId.make("acme"), readCsv(file), defaults, { outcomes: true })
 *   // The outcomes are read while the scope is open.
 *   return yield* Stream.runCollect(result.outcomes ?? Stream.empty)
 * })
 *
 * const outcomes = await Effect.runPromise(Effect.scoped(program).pipe(Effect.provide(store.layer)))
 * console.log(outcomes.map(({ index, status }) => `${index} ${status}`)) // [ '0 created', '1 created' ]
 * ```
 */
export const bulkCreateContactStream = Effect.fnUntraced(function* <E, R>(
  organizationId: OrganizationId,
  contacts: Stream.Stream<StreamedContact, E, R>,
  defaults: BulkCreateDefaults = {},
  uncheckedOptions: BulkCreateOptions = {},
): Effect.fn.Return<
  BulkCreateStreamResult,
  E | BulkCreateRefusal | StoreFailure,
  R | BulkCreateStreamPorts | Scope.Scope
> {
  const options = checkOptions(uncheckedOptions)
  const created = create(organizationId, contacts, defaults, options).pipe(requireOrganization(organizationId))
  const claimed = withKeyClaim(organizationId, options.idempotencyKey, created)
  return yield* Effect.provideService(claimed, CurrentTenant, organizationId)
}, traced("bulkCreateContactStream"))

const create = Effect.fnUntraced(function* <E, R>(
  organizationId: OrganizationId,
  contacts: Stream.Stream<StreamedContact, E, R>,
  defaults: BulkCreateDefaults,
  options: BulkCreateOptions,
) {
  const { dryRun = false, outcomes = false } = options
  if (options.import !== undefined) yield* requireImports
  const staged = yield* stageContacts(organizationId, contacts, defaults, options)
  const commit = commitStaged(organizationId, staged, options)
  const { outcomes: _, ...result } = yield* commitOnce(organizationId, options, staged.fingerprint, commit)
  if (!outcomes || result.replayed) return result
  return {
    ...result,
    outcomes: Stream.provideService(readOutcomes(staged.area, dryRun), CurrentTenant, organizationId),
  }
})

const commitStaged = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  { area, total, leftOut, references, plannedImport }: StagedStream,
  options: BulkCreateOptions,
) {
  yield* failIfMissing(yield* resolveReferences(organizationId, references), references)
  const inserted = yield* insertStaged(area, total, leftOut, options)
  return yield* recordImport(organizationId, plannedImport, inserted)
})
