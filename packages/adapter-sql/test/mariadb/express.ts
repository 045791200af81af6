import { handleNodeRequest } from "@bulk-contacts/adapter-http/node"
import { createWebHandler } from "@bulk-contacts/adapter-http/web"
import { makeSqlStore, mysql2 } from "@bulk-contacts/adapter-sql"
import { layerPromisePorts } from "@bulk-contacts/core"
import express from "express"
import type { Pool } from "mysql2/promise"

export const makeStore = (pool: Pool) =>
  makeSqlStore({
    dialect: "mariadb",
    runner: mysql2(pool),
    tables: {
      tenant: { column: "tenant_id", type: "integer" },
      contacts: {
        table: "people",
        id: "uuid",
        key: "id",
        email: "email",
        activeEmail: "active_email",
        firstName: "first_name",
        lastName: "last_name",
        phoneNumber: null,
        avatarUrl: null,
        source: "source",
        contactType: null,
        customFieldValues: null,
        metadata: null,
        createdAt: "created_at",
        deletedAt: "deleted_at",
      },
      contactTypes: { constant: "lead" },
      idempotency: {
        table: "request_keys",
        key: "key",
        fingerprint: "fingerprint",
        result: "result",
        createdAt: "created_at",
      },
    },
  })

/** Stands for your authentication: who has which tenant, as a string, although the column holds integers. */
const tenants: Readonly<Record<string, string>> = { "Bearer acme": "1", "Bearer globex": "2" }

export const makeApp = async (pool: Pool) => {
  const { ports } = makeStore(pool)
  const { insertNew } = ports.contacts
  const contacts = await createWebHandler({
    store: layerPromisePorts({
      ...ports,
      contacts: {
        ...ports.contacts,
        // Rows of your own, in the transaction of the request.
        insertNew: async (tx, tenant, contacts) => {
          const created = await insertNew(tx, tenant, contacts)
          await tx.query("insert into audit_log (tenant_id, what) values (?, ?)", [tenant, `${created} contacts`])
          return created
        },
      },
    }),
    authenticate: (request) => tenants[request.headers.get("authorization") ?? ""] ?? null,
  })
  // Before express.json(), because a body can be read only once.
  return express().post("/v1/accounts/contacts/bulk", (request, response) =>
    handleNodeRequest(contacts, request, response),
  )
}

export const signUp = async (pool: Pool, tenant: string, email: string) => {
  const { contacts } = makeStore(pool)
  await mysql2(pool).transaction(async (tx) => {
    await tx.query("insert into audit_log (tenant_id, what) values (?, 'sign-up')", [tenant])
    const result = await contacts.within(tx).bulkCreate(tenant, { contacts: [email] })
    // Without this, the transaction would commit the first row.
    if (!result.ok) throw new Error(result.refusal)
  })
}
