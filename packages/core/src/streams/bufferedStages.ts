import { Effect, Layer, Stream } from "effect"
import { firstOfEachEmail } from "../bulkCreate/plan.ts"
import type { NewContact } from "../domain/Contact.ts"
import type { EmailAddress } from "../domain/EmailAddress.ts"
import { Contacts } from "../ports/Contacts.ts"
import { StagedContacts, type StagedOwner } from "../ports/StagedContacts.ts"

/** Stages for a store that has none of its own: what waits on one is held in memory. */
export const bufferedStages = ({ findByEmail, insertNew }: Contacts["Service"]): StagedContacts["Service"] => ({
  open: (organizationId) =>
    Effect.sync(() => {
      const staged: Array<NewContact> = []
      let owners: ReadonlyArray<StagedOwner> = []
      const firsts = Effect.sync(() => firstOfEachEmail(staged))
      const findOwners = (contacts: ReadonlyArray<NewContact>) => findByEmail(organizationId, contacts.map(emailOf))
      return {
        add: (contacts) =>
          Effect.sync(() => {
            for (const contact of contacts) staged.push(contact)
          }),
        insertNew: Effect.flatMap(firsts, (contacts) => insertNew(organizationId, contacts)),
        countNew: Effect.flatMap(firsts, (contacts) =>
          Effect.map(findOwners(contacts), ({ size }) => contacts.length - size),
        ),
        noteOwners: Effect.map(Effect.flatMap(firsts, findOwners), (found) => {
          const places = new Map<EmailAddress, number>()
          owners = staged.map(({ email, id }, place) => {
            const first = places.get(email) ?? place
            places.set(email, first)
            return { email, planned: id, first, owner: found.get(email) ?? null }
          })
        }),
        owners: Stream.suspend(() => Stream.fromIterable(owners)),
      }
    }),
})

const emailOf = ({ email }: NewContact) => email

/** `bufferedStages` on whatever contacts there are. */
export const layerBufferedStages = Layer.effect(StagedContacts, Effect.map(Contacts, bufferedStages))
