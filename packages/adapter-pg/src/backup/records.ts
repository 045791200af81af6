/** A column of a table, and the property that a backup has for it. */
export interface BackupColumn {
  readonly property: string
  readonly column: string
  /** How PostgreSQL reads the property. `bytea` is hexadecimal, and `json` is text, so that no digit changes. */
  readonly type: "text" | "text[]" | "uuid" | "int" | "boolean" | "timestamptz" | "bytea" | "json"
}

/** A table of which a backup has every row. */
export interface BackupTable {
  readonly name:
    | "organizations"
    | "api_keys"
    | "accounts"
    | "contact_types"
    | "imports"
    | "contacts"
    | "idempotency_records"
  readonly columns: ReadonlyArray<BackupColumn>
}

const columns = (types: Readonly<Record<string, BackupColumn["type"]>>): ReadonlyArray<BackupColumn> =>
  Object.entries(types).map(([column, type]) => ({
    column,
    type,
    property: column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
  }))

/**
 * What a backup contains, in an order in which it can be restored: what a row refers to comes before it. What streams have
 * staged is missing: it lives for seconds.
 */
export const backupTables: ReadonlyArray<BackupTable> = [
  { name: "organizations", columns: columns({ id: "text", name: "text", created_at: "timestamptz" }) },
  {
    name: "api_keys",
    columns: columns({
      organization_id: "text",
      hash: "bytea",
      prefix: "text",
      name: "text",
      created_at: "timestamptz",
      last_used_at: "timestamptz",
      revoked_at: "timestamptz",
    }),
  },
  {
    name: "accounts",
    columns: columns({
      organization_id: "text",
      id: "text",
      name: "text",
      created_at: "timestamptz",
      deleted_at: "timestamptz",
    }),
  },
  {
    name: "contact_types",
    columns: columns({
      organization_id: "text",
      id: "text",
      name: "text",
      is_default: "boolean",
      created_at: "timestamptz",
      deleted_at: "timestamptz",
    }),
  },
  {
    name: "imports",
    columns: columns({
      organization_id: "text",
      id: "uuid",
      name: "text",
      source: "text",
      idempotency_key: "text",
      total: "int",
      created: "int",
      skipped: "int",
      invalid: "int",
      remaining: "int",
      created_at: "timestamptz",
      undone_at: "timestamptz",
    }),
  },
  {
    name: "contacts",
    columns: columns({
      organization_id: "text",
      id: "uuid",
      email: "text",
      first_name: "text",
      last_name: "text",
      phone_number: "text",
      avatar_url: "text",
      source: "text",
      contact_type: "text",
      import_id: "uuid",
      account_ids: "text[]",
      custom_field_values: "json",
      metadata: "json",
      created_at: "timestamptz",
      updated_at: "timestamptz",
      deleted_at: "timestamptz",
    }),
  },
  {
    name: "idempotency_records",
    columns: columns({
      organization_id: "text",
      key: "text",
      fingerprint: "text",
      result: "json",
      created_at: "timestamptz",
    }),
  },
]
