import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { FairShare } from "../admission/FairShare.ts"
import type { NewContact } from "../domain/Contact.ts"
import { RequestTooLarge, StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import type { InvalidContact } from "../domain/InvalidContact.ts"
import { memoryOf } from "../internal/memoryOf.ts"
import { Contacts } from "../ports/Contacts.ts"
import { StagedContacts } from "../ports/StagedContacts.ts"
import { MemoryStagingArea } from "./MemoryStagingArea.ts"

/**
 * The memory that all staging areas of a store may take, in bytes, roughly. An organization has half of it, enough for most of
 * a million usual contacts. A stream that takes more is too large. Streams that do so together are a `StoreFailure`, which a
 * retry can avoid once others have ended.
 */
const MAX_STAGED = 640 * 1024 * 1024
const MAX_STAGED_OF_ORGANIZATION = MAX_STAGED / 2

/** A staging area that takes the memory of what it holds. */
class LimitedStagingArea extends MemoryStagingArea {
  readonly #organizationId: OrganizationId
  readonly #memory: FairShare
  readonly #taken: Array<number> = []
  #total = 0

  constructor(contacts: Contacts["Service"], organizationId: OrganizationId, memory: FairShare) {
    super(contacts, organizationId)
    this.#organizationId = organizationId
    this.#memory = memory
  }

  override add(more: ReadonlyArray<NewContact | InvalidContact>): Effect.Effect<void, RequestTooLarge | StoreFailure> {
    return Effect.suspend(() => {
      const bytes = memoryOf(more, MAX_STAGED)
      if (this.#total + bytes > MAX_STAGED_OF_ORGANIZATION) return Effect.fail(new RequestTooLarge())
      if (!this.#memory.tryTake(this.#organizationId, bytes)) return Effect.fail(tooMuchStaged)
      this.#taken.push(bytes)
      this.#total += bytes
      return super.add(more)
    })
  }

  release(): void {
    for (const bytes of this.#taken.splice(0)) this.#memory.release(this.#organizationId, bytes)
  }
}

/** `StagedContacts` in memory, for stores that have no staging areas of their own. */
export const makeMemoryStagedContacts = (contacts: Contacts["Service"]): StagedContacts["Service"] => {
  // Nobody waits for it: streams that wait for each other's memory would not end.
  const memory = new FairShare({ capacity: MAX_STAGED, maxWaiting: 0 })
  return {
    open: (organizationId) =>
      Effect.acquireRelease(
        Effect.sync(() => new LimitedStagingArea(contacts, organizationId, memory)),
        (area) => Effect.sync(() => area.release()),
      ),
  }
}

const tooMuchStaged = new StoreFailure({
  retryable: true,
  cause: new Error(`The organization's streams in progress take more than ${MAX_STAGED_OF_ORGANIZATION} bytes`),
})

/** `makeMemoryStagedContacts` as a layer. */
export const layerMemoryStagedContacts: Layer.Layer<StagedContacts, never, Contacts> = Layer.effect(
  StagedContacts,
  Effect.map(Contacts, makeMemoryStagedContacts),
)
