import * as Effect from "effect/Effect"
import { CurrentTenant } from "../admission/CurrentTenant.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { forEachInSlices } from "../internal/forEachInSlices.ts"
import type { ListedContact } from "../ports/ContactReader.ts"

/** Writes each contact as text. In slices, because a contact may have 10,000 accounts. */
export const writeContacts = (
  organizationId: OrganizationId,
  contacts: ReadonlyArray<ListedContact>,
  write: (contact: ListedContact) => string,
): Effect.Effect<ReadonlyArray<string>> =>
  Effect.suspend(() => {
    const texts: Array<string> = []
    return Effect.as(
      forEachInSlices(contacts, (contact) => texts.push(write(contact))),
      texts,
    )
  }).pipe(Effect.provideService(CurrentTenant, organizationId))
