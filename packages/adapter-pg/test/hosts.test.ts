import { once } from "node:events"
import { connect, createServer } from "node:net"
import { join } from "node:path"
import { Administration, PostgresStore } from "@bulk-contacts/adapter-pg"
import { StoreFailure } from "@bulk-contacts/core"
import { migratedDatabase } from "@bulk-contacts/test-support/databases"
import { temporaryDirectory } from "@bulk-contacts/test-support/directories"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"

const isEmpty = (url: string) =>
  Effect.flatMap(Administration, ({ isEmpty }) => isEmpty).pipe(
    Effect.provide(PostgresStore.layer({ url: Redacted.make(url) }), { local: true }),
  )

/** Listens on a Unix socket, as a server of its own would, and forwards to the server of the URL. */
const socketDirectory = Effect.fnUntraced(function* ({ hostname, port }: URL) {
  const directory = yield* temporaryDirectory
  yield* Effect.acquireRelease(
    Effect.promise(async () => {
      const server = createServer((client) => {
        const database = connect(Number(port), hostname)
        client.pipe(database).pipe(client)
        client.on("error", () => database.destroy())
        database.on("error", () => client.destroy())
      })
      await once(server.listen(join(directory, ".s.PGSQL.5432")), "listening")
      return server
    }),
    (server) => Effect.sync(() => server.close()),
  )
  return directory
})

describe("A store is on", () => {
  it.live("the server of a Unix socket", () =>
    Effect.gen(function* () {
      const url = new URL(yield* migratedDatabase)
      const directory = yield* socketDirectory(url)
      const credentials = `${url.username}:${url.password}`
      assert.isTrue(yield* isEmpty(`postgresql://${credentials}@${url.pathname}?host=${directory}`))
      assert.isTrue(yield* isEmpty(`postgresql://${credentials}@${encodeURIComponent(directory)}${url.pathname}`))
    }),
  )

  it.live("the first of several servers that can be reached", () =>
    Effect.gen(function* () {
      const { username, password, hostname, port, pathname } = new URL(yield* migratedDatabase)
      assert.isTrue(yield* isEmpty(`postgres://${username}:${password}@127.0.0.1:1,${hostname}:${port}${pathname}`))
    }),
  )

  it.live("a server that accepts writes, if the URL asks for one", () =>
    Effect.gen(function* () {
      const url = new URL(yield* migratedDatabase)
      url.searchParams.set("target_session_attrs", "read-write")
      assert.isTrue(yield* isEmpty(url.href))
      url.searchParams.set("options", "-c default_transaction_read_only=on")
      const failure = yield* Effect.flip(isEmpty(url.href))
      assert.instanceOf(failure, StoreFailure)
      assert.isTrue(failure.retryable)
    }),
  )
})
