import { statSync, writeFileSync } from "node:fs"
import { connect } from "node:net"
import { join } from "node:path"
import { Administration } from "@bulk-contacts/adapter-pg"
import { PgliteStore } from "@bulk-contacts/adapter-pg/pglite"
import { bulkCreateContacts, Contacts, OrganizationId, UnitOfWork } from "@bulk-contacts/core"
import { migratedDirectory, temporaryDirectory } from "@bulk-contacts/test-support/directories"
import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import { Context, Deferred, Effect, Fiber, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { layerSocketClient } from "../src/pglite/socketClient.ts"
import { contactOf, createOrganization, emails } from "./support/organization.ts"

/** A process that shares its database, and another one that uses it. */
const share = Effect.gen(function* () {
  const dataDir = yield* migratedDirectory
  const server = yield* Layer.build(PgliteStore.layer({ dataDir, isShared: true }))
  const client = yield* Layer.build(PgliteStore.layerOfServer({ dataDir }))
  return {
    dataDir,
    inServer: Effect.provideContext(server),
    inClient: Effect.provideContext(client),
  }
})

const SOCKET = ".s.PGSQL.5432"

describe("A shared embedded database", () => {
  it.live("is used by its process and by another one, each transaction on its own", () =>
    Effect.gen(function* () {
      const { inServer, inClient } = yield* share
      const { id } = yield* inClient(createOrganization())
      const insert = (prefix: string) =>
        bulkCreateContacts(id, { contacts: emails(20).map((email) => `${prefix}-${email}`) })
      const both = Array.from({ length: 10 }, (_, i) => [
        inServer(insert(`server${i}`)),
        inClient(insert(`client${i}`)),
      ])
      const results = yield* Effect.all(both.flat(), { concurrency: "unbounded" })
      assert.isTrue(results.every(({ created }) => created === 20))
    }),
  )

  it.live("makes others wait while a transaction is open, and sees nothing of one that is rolled back", () =>
    Effect.gen(function* () {
      const { inServer, inClient } = yield* share
      const { id } = yield* inServer(createOrganization())
      const inserted = yield* Deferred.make<void>()
      const insertAndWait = Effect.gen(function* () {
        const { insertNew } = yield* Contacts
        yield* insertNew(id, [contactOf("ada@example.com")])
        yield* Deferred.succeed(inserted, undefined)
        return yield* Effect.never
      })
      const open = yield* Effect.forkChild(
        inClient(Effect.flatMap(UnitOfWork, ({ atomically }) => atomically(insertAndWait))),
      )
      yield* Deferred.await(inserted)
      const waiting = yield* Effect.forkChild(inServer(bulkCreateContacts(id, { contacts: ["ada@example.com"] })))
      yield* Fiber.interrupt(open)
      assert.strictEqual((yield* Fiber.join(waiting)).created, 1)
      assert.strictEqual((yield* inClient(bulkCreateContacts(id, { contacts: ["ada@example.com"] }))).skipped, 1)
    }),
  )

  it.live("keeps what its process has prepared when others change the session's settings", () =>
    Effect.gen(function* () {
      const { dataDir, inServer } = yield* share
      const { id } = yield* inServer(createOrganization())
      yield* inServer(bulkCreateContacts(id, { contacts: ["ada@example.com"] }))
      // Any client of PostgreSQL finds the socket by the directory.
      const url = Redacted.make(`postgres://postgres@localhost/postgres?host=${encodeURIComponent(dataDir)}`)
      const client = yield* Layer.build(PgClient.layer({ url, maxConnections: 1 }))
      const sql = Context.get(client, SqlClient.SqlClient)
      yield* Effect.ignore(sql.unsafe("set default_transaction_read_only = on"))
      const { created } = yield* inServer(bulkCreateContacts(id, { contacts: ["bea@example.com"] }))
      assert.strictEqual(created, 1)
    }),
  )

  it.live("can be opened by its owner only, and forgets a socket that was left over", () =>
    Effect.gen(function* () {
      const dataDir = yield* migratedDirectory
      writeFileSync(join(dataDir, SOCKET), "left over")
      assert.isFalse(yield* PgliteStore.isServed(dataDir))
      yield* Effect.scoped(
        Effect.gen(function* () {
          yield* Layer.build(PgliteStore.layer({ dataDir, isShared: true }))
          assert.isTrue(yield* PgliteStore.isServed(dataDir))
          const stats = statSync(join(dataDir, SOCKET))
          assert.isTrue(stats.isSocket())
          assert.strictEqual(stats.mode & 0o777, 0o600)
        }),
      )
      assert.isFalse(yield* PgliteStore.isServed(dataDir))
    }),
  )

  it.live("is not shared unless that is asked for", () =>
    Effect.gen(function* () {
      const dataDir = yield* migratedDirectory
      yield* Layer.build(PgliteStore.layer({ dataDir }))
      assert.isFalse(yield* PgliteStore.isServed(dataDir))
    }),
  )

  it.live("is reached in a directory whose path is too long for a socket", () =>
    Effect.gen(function* () {
      const dataDir = join(yield* temporaryDirectory, "d".repeat(120))
      const server = yield* Layer.build(PgliteStore.layer({ dataDir, isShared: true }))
      const create = Effect.flatMap(Administration, ({ createOrganization }) =>
        createOrganization({ id: OrganizationId.make("acme"), name: "Acme" }),
      )
      yield* Effect.provide(create, PgliteStore.layerOfServer({ dataDir }))
      const isEmpty = Effect.flatMap(Administration, ({ isEmpty }) => isEmpty)
      assert.isFalse(yield* Effect.provideContext(isEmpty, server))
    }),
  )

  it.live("closes the connection of a client that sends a message of an impossible length", () =>
    Effect.gen(function* () {
      const { dataDir, inServer } = yield* share
      const { id } = yield* inServer(createOrganization())
      const startup = Buffer.from([0, 0, 0, 8, 0, 3, 0, 0])
      for (const length of [-5, -1, 0, 3]) {
        const message = Buffer.from("Q\0\0\0\0select 1;\0")
        message.writeInt32BE(length, 1)
        yield* Effect.promise(
          () =>
            new Promise<void>((resolve) => {
              // It does not end its own side.
              const socket = connect(join(dataDir, SOCKET), () => socket.write(Buffer.concat([startup, message])))
              socket.on("error", () => {}).on("close", () => resolve())
              socket.resume()
            }),
        )
      }
      assert.strictEqual((yield* inServer(bulkCreateContacts(id, { contacts: ["ada@example.com"] }))).created, 1)
    }),
  )

  it.live("goes on after a client that sent nonsense or left in the middle of a transaction", () =>
    Effect.gen(function* () {
      const { dataDir, inServer } = yield* share
      const { id } = yield* inServer(createOrganization())
      for (const bytes of [Buffer.from("GET / HTTP/1.1\r\n\r\n"), Buffer.alloc(64), Buffer.from([0, 0, 0, 1, 0])]) {
        yield* Effect.promise(
          () =>
            new Promise<void>((resolve) => {
              const socket = connect(join(dataDir, SOCKET), () => socket.end(bytes))
              socket.on("error", () => {}).on("close", () => resolve())
              socket.resume()
            }),
        )
      }
      yield* Effect.scoped(
        Effect.gen(function* () {
          const client = yield* Layer.build(layerSocketClient(dataDir, false))
          const connection = yield* Context.get(client, SqlClient.SqlClient).reserve
          yield* connection.execute("begin", [], undefined)
        }),
      )
      assert.strictEqual((yield* inServer(bulkCreateContacts(id, { contacts: ["ada@example.com"] }))).created, 1)
    }),
  )
})
