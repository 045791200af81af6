/** The name of a column, or the name and the type of a column that holds ids. */
export type IdColumn =
  | string
  | {
      readonly column: string
      /**
       * How the ids are written: `text` (the default) as they are, `integer` in decimal digits, `uuid` in lower case. An id
       * that is written in another way does not exist.
       */
      readonly type: "text" | "integer" | "uuid"
    }

/** Values that are stored in columns the use case does not know, for example `{ status: "active" }`. */
export type Constants = Readonly<Record<string, string | number | boolean | null>>

/** Your tables and columns. A table may have a schema: `crm.people`. */
export interface SqlTables {
  /**
   * The column that holds the organization, in every table but link tables. If the tables belong to one organization and
   * have no such column, the id under which your program calls it.
   */
  readonly tenant: IdColumn | { readonly organization: string }
  readonly contacts: ContactsTable
  /** Leave it out if contacts have no accounts: then no account exists. */
  readonly accounts?: AccountsTable
  /** A table, or the one contact type that every contact has. */
  readonly contactTypes: ContactTypesTable | { readonly constant: string }
  /** Required for idempotency keys, and therefore by the HTTP API. */
  readonly idempotency?: IdempotencyTable
  /** Required for the option `import`. It needs `contacts.importId` and `contacts.deletedAt`. */
  readonly imports?: ImportsTable
}

/**
 * The table of contacts. It needs a unique index over the tenant and the email of the contacts that are not deleted. A field
 * is null if it should not be stored: then its values are lost.
 */
export interface ContactsTable {
  readonly table: string
  /** A UUID that is generated for each contact, as `uuid` or text. */
  readonly id: string
  /** The column to which other tables refer. Default: `id`. */
  readonly key?: string
  readonly email: string
  /** Compare `lower(email)`, because the table has emails in other spellings. The unique index is then on it, too. */
  readonly emailIgnoresCase?: boolean
  /**
   * A generated column that has the email of each contact that is not deleted, and null for the others; the unique index is
   * over it. MariaDB and MySQL need it for `deletedAt` and `emailIgnoresCase`, because they have no partial indexes.
   */
  readonly activeEmail?: string
  readonly firstName: string | null
  readonly lastName: string | null
  /** E.164, at most 16 characters. */
  readonly phoneNumber: string | null
  /** At most 2,048 characters. */
  readonly avatarUrl: string | null
  readonly source: string | null
  /** The key of the contact type, or its constant. */
  readonly contactType: string | null
  /** JSON, an array of objects. */
  readonly customFieldValues: string | null
  /** JSON, an object. */
  readonly metadata: string | null
  readonly createdAt: string | null
  /** Is the time of creation at first. */
  readonly updatedAt?: string
  /** Not null if the contact is soft-deleted: it does not occupy its email. */
  readonly deletedAt?: string
  /**
   * Holds the id of the import that created the contact, a UUID: null for the others. An index over it makes undoing an
   * import fast.
   */
  readonly importId?: IdColumn
  readonly constants?: Constants
}

/** The table of accounts, and how contacts refer to them. */
export interface AccountsTable {
  readonly table: string
  /** The id that callers know. */
  readonly id: IdColumn
  /** The column to which contacts refer. Default: `id`. */
  readonly key?: string
  /** Not null if the account is soft-deleted. */
  readonly deletedAt?: string
  readonly contacts: AccountLinks
}

/** How contacts refer to accounts, by the `key` of each. */
export type AccountLinks =
  /** A table of pairs. `tenant`: its column that holds the organization, if it has one. */
  | { readonly link: string; readonly contact: string; readonly account: string; readonly tenant?: string }
  /** A column of the contacts that holds an array (PostgreSQL) or a JSON array (elsewhere). */
  | { readonly array: string }
  /** A column of the contacts. A contact with more than one account is an error. */
  | { readonly foreignKey: string }

/** The table of contact types. */
export interface ContactTypesTable {
  readonly table: string
  /** The id that callers know. */
  readonly id: IdColumn
  /** The column to which contacts refer. Default: `id`. */
  readonly key?: string
  /** A boolean column, true for the organization's default. */
  readonly isDefault?: string
  /** Not null if the contact type is soft-deleted. */
  readonly deletedAt?: string
  /** Every organization has the same contact types: the table has no tenant. */
  readonly shared?: boolean
}

/** The table of idempotency records. It needs a unique index over the tenant and `key`. */
export interface IdempotencyTable {
  readonly table: string
  /** At most 255 characters. */
  readonly key: string
  /** 64 characters. */
  readonly fingerprint: string
  /** JSON. */
  readonly result: string
  readonly createdAt: string
}

/** The table of imports. It needs a unique index over the tenant and `id`. */
export interface ImportsTable {
  readonly table: string
  /** A UUID. */
  readonly id: IdColumn
  /** At most 255 characters. */
  readonly name: string
  /** At most 255 characters, or null. */
  readonly source: string
  /** At most 255 characters, or null. */
  readonly idempotencyKey: string
  /** An integer, like the next three. */
  readonly total: string
  readonly created: string
  readonly skipped: string
  /** Null if the request was not lenient. */
  readonly invalid: string
  /**
   * How many of the created contacts exist. It is set when the import is recorded, and to 0 when it is undone. Reduce it
   * where your program deletes contacts, or with a trigger.
   */
  readonly remaining: string
  readonly createdAt: string
  /** Null until the import is undone. */
  readonly undoneAt: string
}
