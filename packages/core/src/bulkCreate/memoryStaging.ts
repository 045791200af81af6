import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { FairShare } from "../admission/FairShare.ts"
import type { NewContact } from "../domain/Contact.ts"
import type { EmailAddress } from "../domain/EmailAddress.ts"
import { RequestTooLarge, StoreFailure } from "../domain/errors.ts"
import type { ContactId, OrganizationId } from "../domain/Identifiers.ts"
import { type InvalidContact, isInvalid } from "../domain/InvalidContact.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import { memoryOf } from "../internal/memoryOf.ts"
import { Contacts } from "../ports/Contacts.ts"
import { StagedContacts, type StagedOutcome, type StagingArea } from "../ports/StagedContacts.ts"
import { firstOfEachEmail } from "./firstOfEachEmail.ts"

/** Makes a staging area in memory that holds `contacts`. */
export const makeMemoryStagingArea = (
  { findByEmail, insertNew }: Contacts["Service"],
  organizationId: OrganizationId,
  contacts: ReadonlyArray<NewContact | InvalidContact> = [],
): StagingArea => {
  const staged = [...contacts]
  let ownerIds: ReadonlyMap<EmailAddress, ContactId> | undefined
  let owners: ReadonlyArray<StagedOutcome> = []
  const findOwnerIds = Effect.suspend(() => findByEmail(organizationId, firstOfEachEmail(staged).map(emailOf)))
  return {
    add: (more) =>
      Effect.sync(() => {
        for (const contact of more) staged.push(contact)
      }),
    insertNew: Effect.suspend(() => {
      ownerIds = undefined
      return insertNew(organizationId, firstOfEachEmail(staged))
    }),
    countInsertable: Effect.map(findOwnerIds, (found) => {
      // Nothing is inserted, so `recordOwners` need not look the owners up again.
      ownerIds = found
      return firstOfEachEmail(staged).length - found.size
    }),
    recordOwners: Effect.gen(function* () {
      const ids = ownerIds ?? (yield* findOwnerIds)
      const firsts = new Map<EmailAddress, number>()
      const recorded: Array<StagedOutcome> = []
      yield* forEachInSlices(
        staged,
        (contact, position) => {
          if (isInvalid(contact)) {
            recorded.push(contact)
            return
          }
          const { email, id } = contact
          const first = firsts.get(email) ?? position
          firsts.set(email, first)
          recorded.push({ email, planned: id, first, owner: ids.get(email) ?? null })
        },
        { quick: true },
      )
      owners = recorded
    }),
    readOwners: Stream.suspend(() => Stream.fromIterable(owners)),
  }
}

const emailOf = ({ email }: NewContact) => email

/**
 * The memory that all staging areas of a store may take, in bytes, roughly. An organization has half of it, enough for most of
 * a million usual contacts. A stream that takes more is too large. Streams that do so together are a `StoreFailure`, which a
 * retry can avoid once others have ended.
 */
const MAX_STAGED = 640 * 1024 * 1024
const MAX_STAGED_OF_ORGANIZATION = MAX_STAGED / 2

/** `StagedContacts` in memory, for stores that have no staging areas of their own. */
export const makeMemoryStagedContacts = (contacts: Contacts["Service"]): StagedContacts["Service"] => {
  // Nobody waits for it: streams that wait for each other's memory would not end.
  const memory = new FairShare({ capacity: MAX_STAGED, maxWaiting: 0 })
  return {
    open: Effect.fnUntraced(function* (organizationId) {
      const area = makeMemoryStagingArea(contacts, organizationId)
      const taken: Array<number> = []
      let total = 0
      yield* Effect.addFinalizer(() =>
        Effect.sync(() => {
          for (const bytes of taken) memory.release(organizationId, bytes)
        }),
      )
      const add: StagingArea["add"] = (more) => {
        const bytes = memoryOf(more, MAX_STAGED)
        if (total + bytes > MAX_STAGED_OF_ORGANIZATION) return Effect.fail(new RequestTooLarge())
        if (!memory.tryTake(organizationId, bytes)) return Effect.fail(tooMuchStaged)
        taken.push(bytes)
        total += bytes
        return area.add(more)
      }
      return { ...area, add: (more) => Effect.suspend(() => add(more)) }
    }),
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
