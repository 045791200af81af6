import * as Effect from "effect/Effect"
import { findMissing } from "../bulkCreate/findMissing.ts"
import type { KnownReferences } from "../bulkCreate/references.ts"
import { ReferenceNotFound, type StoreFailure } from "../domain/errors.ts"
import type { AccountId, ContactTypeId, OrganizationId } from "../domain/Identifiers.ts"
import type { References } from "../domain/References.ts"
import { Accounts } from "../ports/Accounts.ts"
import { ContactTypes } from "../ports/ContactTypes.ts"

/**
 * The accounts and contact types that the contacts of a stream refer to. They are looked up batch by batch, so that a
 * hostile stream cannot fill memory with ids that do not exist.
 */
export class StreamReferences {
  readonly #accountIds = new LookedUp<AccountId>()
  readonly #contactTypes = new LookedUp<ContactTypeId>()
  #lacksContactType = false

  /** Looks up the references that no earlier batch had. */
  check(
    organizationId: OrganizationId,
    { accountIds, contactTypes, needsDefaultContactType }: References,
  ): Effect.Effect<void, StoreFailure, Accounts | ContactTypes> {
    if (needsDefaultContactType) this.#lacksContactType = true
    return Effect.gen({ self: this }, function* () {
      const accounts = yield* Accounts
      const types = yield* ContactTypes
      yield* this.#accountIds.check(accountIds, (ids) => accounts.missing(organizationId, ids))
      yield* this.#contactTypes.check(contactTypes, (ids) => types.missing(organizationId, ids))
    })
  }

  /** Which of the references that were looked up existed. */
  readonly known: KnownReferences = {
    hasAccount: (id) => this.#accountIds.found.has(id),
    hasContactType: (id) => this.#contactTypes.found.has(id),
  }

  /** All references that existed when they were looked up. */
  get found(): References {
    return {
      accountIds: [...this.#accountIds.found],
      contactTypes: [...this.#contactTypes.found],
      needsDefaultContactType: false,
    }
  }

  get areMissing(): boolean {
    return this.#lacksContactType || this.#accountIds.missing.size + this.#contactTypes.missing.size > 0
  }

  get failIfMissing(): Effect.Effect<void, ReferenceNotFound> {
    if (!this.areMissing) return Effect.void
    return Effect.fail(
      new ReferenceNotFound({
        accountIds: [...this.#accountIds.missing],
        contactTypes: [...this.#contactTypes.missing],
        defaultContactTypeMissing: this.#lacksContactType,
      }),
    )
  }
}

/** The most missing ids that are remembered; others are looked up again. */
const MAX_MISSING = 10_000

class LookedUp<Id> {
  readonly found = new Set<Id>()
  readonly missing = new Set<Id>()

  check<E, R>(
    ids: ReadonlyArray<Id>,
    missing: (ids: ReadonlyArray<Id>) => Effect.Effect<ReadonlyArray<Id>, E, R>,
  ): Effect.Effect<void, E, R> {
    const unknown = ids.filter((id) => !this.found.has(id) && !this.missing.has(id))
    if (unknown.length === 0) return Effect.void
    return Effect.map(findMissing(unknown, missing), (ids) => {
      const absent = new Set(ids)
      for (const id of unknown) if (!absent.has(id)) this.found.add(id)
      for (const id of ids) if (this.missing.size < MAX_MISSING) this.missing.add(id)
    })
  }
}
