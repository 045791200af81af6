/**
 * A store on your own tables for programs that use Effect.
 *
 * @module @bulk-contacts/adapter-sql/effect
 */

import { layerPromisePorts, type PromisePorts } from "@bulk-contacts/core"
import * as Layer from "effect/Layer"
import { makeSqlStore, type SqlStoreOptions, type SqlStoreOptionsWithKeys } from "./makeSqlStore.ts"

/**
 * The ports of a store on your own tables. Building it fails with a defect if the mapping is wrong, or names no table of
 * idempotency records.
 *
 * @example
 * ```ts
 * import { nodePostgres } from "@bulk-contacts/adapter-sql"
 * import { layerSqlStore } from "@bulk-contacts/adapter-sql/effect"
 * import { bulkCreateContacts, OrganizationId } from "@bulk-contacts/core"
 * import { Effect } from "effect"
 * import pg from "pg"
 *
 * const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
 * await pool.query(`
 *   create table people (id uuid primary key, team text, email text, name text, unique (team, email));
 *   create table keys (team text, key text, print text, result json, at timestamptz, primary key (team, key))`)
 *
 * const fields = { phoneNumber: null, avatarUrl: null, source: null, contactType: null, createdAt: null }
 * const store = layerSqlStore({
 *   dialect: "postgres",
 *   runner: nodePostgres(pool),
 *   tables: {
 *     tenant: "team",
 *     contacts: {
 *       ...fields,
 *       table: "people",
 *       id: "id",
 *       email: "email",
 *       firstName: "name",
 *       lastName: null,
 *       customFieldValues: null,
 *       metadata: null,
 *     },
 *     contactTypes: { constant: "lead" },
 *     idempotency: { table: "keys", key: "key", fingerprint: "print", result: "result", createdAt: "at" },
 *   },
 * })
 * const create = bulkCreateContacts(OrganizationId.make("acme"), { contacts: ["ada@example.com"] })
 * console.log(await Effect.runPromise(Effect.provide(create, store))) // { total: 1, created: 1, skipped: 0, replayed: false }
 * await pool.end()
 * ```
 */
export const layerSqlStore = <Tx>(options: Omit<SqlStoreOptions<Tx>, "policy">): Layer.Layer<PromisePorts> =>
  // `layerPromisePorts` reports a missing table itself.
  Layer.suspend(() => layerPromisePorts(makeSqlStore(options as SqlStoreOptionsWithKeys<Tx>).ports))
