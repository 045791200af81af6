import type { StreamedContact } from "@bulk-contacts/core"

/** The contacts, without their lines; a problem where there is one. */
export const contactsIn = (items: ReadonlyArray<StreamedContact>): ReadonlyArray<unknown> =>
  items.map((item) => ("contact" in item ? item.contact : item.problem.message))
