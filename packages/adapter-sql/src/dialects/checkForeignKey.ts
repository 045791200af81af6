import type { NewContact } from "@bulk-contacts/core/promise"
import type { Tables } from "../mapping/resolveTables.ts"

/** Throws if a contact has more accounts than its table can hold. */
export const checkForeignKey = ({ accounts }: Tables, contacts: ReadonlyArray<NewContact>): void => {
  if (accounts?.links.kind !== "foreignKey") return
  const tooMany = contacts.find(({ accountIds }) => accountIds.length > 1)
  if (tooMany === undefined) return
  const { name } = accounts.links.column
  throw new TypeError(`A contact has ${tooMany.accountIds.length} accounts, but the column ${name} holds only one`)
}
