/** The columns of this product's own CSV exports, in their order. */
export const exportColumns = [
  "id",
  "email",
  "firstName",
  "lastName",
  "phoneNumber",
  "avatarUrl",
  "contactType",
  "accountIds",
  "source",
  "customFieldValues",
  "metadata",
  "importId",
  "createdAt",
  "updatedAt",
] as const

/** Columns of an export that say when and how a contact was stored here: an import ignores them. */
export const exportOnlyColumns: ReadonlySet<string> = new Set(["id", "importId", "createdAt", "updatedAt"])

/** The last column of a file of rejected rows. */
export const REJECTS_COLUMN = "bulk-contacts problem"
