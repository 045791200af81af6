import { checkKeys } from "./checkKeys.ts"
import type { SqlTables } from "./SqlTables.ts"

const idColumn = ["column", "type"]
const references = ["table", "id", "key", "deletedAt"]
const names = {
  tables: ["tenant", "contacts", "accounts", "contactTypes", "idempotency", "imports"],
  contacts: [
    ...["table", "id", "key", "email", "emailIgnoresCase", "activeEmail", "firstName", "lastName", "phoneNumber"],
    ...["avatarUrl", "source", "contactType", "customFieldValues", "metadata", "createdAt", "updatedAt", "deletedAt"],
    ...["importId", "constants"],
  ],
  accounts: [...references, "contacts"],
  contactTypes: [...references, "isDefault", "shared"],
  idempotency: ["table", "key", "fingerprint", "result", "createdAt"],
  imports: [
    ...["table", "id", "name", "source", "idempotencyKey", "total", "created", "skipped", "invalid", "remaining"],
    ...["createdAt", "undoneAt"],
  ],
} as const

/** Throws a `TypeError` for a part of the mapping that is missing or has a property that is not part of it. */
export const checkMapping = (tables: SqlTables): void => {
  checkKeys("tables", tables, names.tables)
  const { tenant, contacts, accounts, contactTypes, idempotency, imports } = tables
  const checkId = (path: string, id: unknown, known: ReadonlyArray<string> = idColumn) => {
    if (typeof id === "object" && id !== null) checkKeys(path, id, known)
  }
  checkId("tenant", tenant, "organization" in Object(tenant) ? ["organization"] : idColumn)
  checkKeys("contacts", contacts, names.contacts)
  checkId("contacts.importId", contacts.importId)
  if (accounts !== undefined) {
    checkKeys("accounts", accounts, names.accounts)
    checkId("accounts.id", accounts.id)
    checkLinks(accounts.contacts)
  }
  checkKeys("contactTypes", contactTypes, "constant" in Object(contactTypes) ? ["constant"] : names.contactTypes)
  if ("id" in contactTypes) checkId("contactTypes.id", contactTypes.id)
  if (idempotency !== undefined) checkKeys("idempotency", idempotency, names.idempotency)
  if (imports !== undefined) {
    checkKeys("imports", imports, names.imports)
    checkId("imports.id", imports.id)
  }
}

const checkLinks = (links: unknown): void => {
  const kind = ["array", "foreignKey"].find((one) => one in Object(links))
  checkKeys("accounts.contacts", links, kind === undefined ? ["link", "contact", "account", "tenant"] : [kind])
}
