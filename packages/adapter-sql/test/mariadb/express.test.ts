import { once } from "node:events"
import type { AddressInfo } from "node:net"
import type mysql from "mysql2/promise"
import { assert, it } from "vitest"
import { hasMariaDb, MISSING, openDatabase, startMariaDb } from "../support/mariadb.ts"
import { makeApp, makeStore, signUp } from "./express.ts"

const registerTests = (server: mysql.ConnectionOptions) => {
  const open = async () => {
    const pool = await openDatabase(server, "create table audit_log (tenant_id bigint, what varchar(255))")
    for (const { fix } of await makeStore(pool).check()) if (fix !== null) await pool.query(fix)
    assert.deepStrictEqual(await makeStore(pool).check(), [])
    return pool
  }
  const values = async (pool: mysql.Pool, sql: string): Promise<ReadonlyArray<unknown>> => {
    const [found] = await pool.query<Array<mysql.RowDataPacket>>(sql)
    return found.map((row) => Object.values(row)[0])
  }

  it("the application of the README stores contacts and its own rows", async () => {
    const pool = await open()
    const listening = (await makeApp(pool)).listen(0, "127.0.0.1")
    await once(listening, "listening")
    const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/v1/accounts/contacts/bulk`
    const post = (authorization: string) =>
      fetch(url, {
        method: "POST",
        headers: { authorization, "content-type": "application/json" },
        body: JSON.stringify({ contacts: ["Ada Lovelace <ada@example.com>", "k@example.com"] }),
      })
    assert.deepInclude(await (await post("Bearer acme")).json(), { created: 2 })
    assert.deepInclude(await (await post("Bearer globex")).json(), { created: 2 })
    assert.strictEqual((await post("Bearer nobody")).status, 401)
    assert.deepStrictEqual(await values(pool, "select what from audit_log"), ["2 contacts", "2 contacts"])
    assert.deepStrictEqual(await values(pool, "select first_name from people where tenant_id = 2 order by email"), [
      "Ada",
      "k",
    ])
    listening.close()
  })

  it("a sign-up that is rejected stores nothing", async () => {
    const pool = await open()
    await signUp(pool, "1", "ada@example.com")
    const error = await signUp(pool, "1", "nobody").catch(String)
    assert.strictEqual(error, "Error: InvalidRequest")
    assert.deepStrictEqual(await values(pool, "select what from audit_log"), ["sign-up"])
    assert.deepStrictEqual(await values(pool, "select email from people"), ["ada@example.com"])
  })
}

if (hasMariaDb) registerTests(await startMariaDb())
else it.skip(MISSING, () => {})
