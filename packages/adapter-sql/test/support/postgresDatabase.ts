import pg from "pg"
import { afterAll, inject } from "vitest"

/** A pool of a new database with these tables. The database is dropped after the tests of the file. */
export const openDatabase = async (schema: string): Promise<pg.Pool> => {
  const name = `adapter_sql_${crypto.randomUUID()}`
  const onServer = async (sql: string) => {
    const client = new pg.Client({ connectionString: inject("postgresUrl") })
    await client.connect()
    await client.query(sql)
    await client.end()
  }
  await onServer(`create database "${name}" template template0 encoding 'UTF8'`)
  const url = new URL(inject("postgresUrl"))
  url.pathname = `/${name}`
  const pool = new pg.Pool({ connectionString: url.href, max: 10 })
  afterAll(async () => {
    await pool.end()
    await onServer(`drop database "${name}" with (force)`)
  })
  await pool.query(schema)
  return pool
}
