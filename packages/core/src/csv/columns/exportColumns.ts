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

/** Columns of an export that describe how and when the contact was stored; an import ignores them. */
export const exportOnlyColumns: ReadonlySet<string> = new Set(["id", "importId", "createdAt", "updatedAt"])
