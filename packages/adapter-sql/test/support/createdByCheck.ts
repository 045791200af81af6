import type { SqlStore, SqlTables } from "@bulk-contacts/adapter-sql"
import { assert } from "vitest"
import { idFor, organizationOf } from "./anyTables.ts"

interface Database<Tx> {
  readonly store: SqlStore<Tx>
  readonly execute: (sql: string) => Promise<unknown>
  readonly quote: (name: string) => string
}

/** Creates the tables of a mapping with the fixes of `check`, and tries them with requests. */
export const createdByCheck = async <Tx>(tables: SqlTables, { store, execute, quote }: Database<Tx>): Promise<void> => {
  for (const { fix, message } of await store.check()) {
    assert.isNotNull(fix, message)
    await execute(fix ?? "")
  }
  assert.deepStrictEqual(await store.check(), [])

  const organization = organizationOf(tables)
  const { tenant, accounts, contactTypes } = tables
  const insert = async (table: string, values: Record<string, string>) => {
    const column = typeof tenant === "string" ? tenant : "column" in tenant ? tenant.column : null
    const all = { ...(column !== null && { [column]: `'${organization}'` }), ...values }
    const columns = Object.keys(all).map(quote)
    await execute(`insert into ${quote(table)} (${columns.join(", ")}) values (${Object.values(all).join(", ")})`)
  }
  const idOf = (id: NonNullable<typeof accounts>["id"]) => (typeof id === "string" ? id : id.column)
  if (accounts !== undefined) await insert(accounts.table, { [idOf(accounts.id)]: `'${idFor(accounts.id)}'` })
  if ("table" in contactTypes) {
    const isDefault = contactTypes.isDefault === undefined ? {} : { [contactTypes.isDefault]: "true" }
    await insert(contactTypes.table, { [idOf(contactTypes.id)]: `'${idFor(contactTypes.id)}'`, ...isDefault })
  }

  const contact = {
    email: "Ada <ADA@example.com>",
    lastName: "L'",
    metadata: { a: 1 },
    source: "s",
    ...(accounts !== undefined && { accountIds: idFor(accounts.id) }),
  }
  const request = { contacts: [JSON.stringify({ ...contact, email: "ada@example.com" }), "ada@example.com", "b@c.de"] }
  const options = { outcomes: true, ...(tables.idempotency !== undefined && { idempotencyKey: "k" }) }
  const first = await store.contacts.bulkCreate(organization, request, options)
  assert.deepInclude(first, { ok: true, created: 2, skipped: 1, replayed: false })
  const second = await store.contacts.bulkCreate(organization, request, options)
  if (tables.idempotency !== undefined) return assert.deepInclude(second, { created: 2, replayed: true })
  assert.deepInclude(second, { ok: true, created: 0, skipped: 3 })
  const idsOf = (outcome: typeof first) =>
    outcome.ok ? outcome.outcomes?.flatMap((one) => ("id" in one ? [one.id] : [])) : []
  assert.includeMembers([...(idsOf(second) ?? [])], [...(idsOf(first) ?? [])])
}
