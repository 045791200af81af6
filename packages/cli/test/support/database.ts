import { mkdtemp, rm } from "node:fs/promises"
import { join } from "node:path"
import { Administration, Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
import { AccountId, ContactTypeId, OrganizationId } from "@bulk-contacts/core"
import { emptyDatabase, layerConnection } from "@bulk-contacts/test-support/databases"
import { copyMigratedDirectory } from "@bulk-contacts/test-support/directories"
import { scratch } from "@bulk-contacts/test-support/scratch"
import { untilBlocked as untilStatementBlocked } from "@bulk-contacts/test-support/statements"
import { Effect, Exit, Fiber, ManagedRuntime, Redacted, Scope } from "effect"
import { SqlClient } from "effect/sql"
import { onTestFinished } from "vitest"
import { runInProcess } from "./runInProcess.ts"

/** A directory for the test, removed when it ends. */
export const temporaryDirectory = async (): Promise<string> => {
  const directory = await mkdtemp(join(scratch, "bulk-contacts-cli-"))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

/** The URL of an empty database for the test, dropped when it ends. */
export const emptyDatabaseUrl = async (): Promise<string> => {
  const scope = await Effect.runPromise(Scope.make())
  onTestFinished(() => Effect.runPromise(Scope.close(scope, Exit.void)))
  return Effect.runPromise(Scope.provide(emptyDatabase, scope))
}

/** Locks the contacts of the database, so that requests wait until the lock is released. */
export const lockContacts = (url: string) => holdOpen(url, "lock table contacts in access exclusive mode")

/** Runs a statement in a transaction that stays open, with the locks that it takes, until it is rolled back. */
export const holdOpen = async (url: string, statement: string) => {
  const runtime = ManagedRuntime.make(layerConnection(url))
  const held = Promise.withResolvers<void>()
  const transaction = Effect.flatMap(SqlClient.SqlClient, (sql) =>
    sql.withTransaction(
      sql.unsafe(statement).pipe(Effect.andThen(Effect.sync(held.resolve)), Effect.andThen(Effect.never)),
    ),
  )
  const fiber = runtime.runFork(transaction)
  onTestFinished(() => runtime.dispose())
  await held.promise
  return { release: () => Effect.runPromise(Fiber.interrupt(fiber)) }
}

/** Resolves as soon as a request waits for a lock. */
export const untilBlocked = (url: string): Promise<number> =>
  Effect.runPromise(Effect.provide(untilStatementBlocked, layerConnection(url)))

type Environment = Readonly<Record<string, string>>

/** Runs the command, which must succeed, and returns the JSON it printed. */
export const runJson = async (environment: Environment, ...args: ReadonlyArray<string>) => {
  const { status, stdout, stderr } = await runInProcess([...args, "--json"], environment)
  if (status !== 0) throw new Error(`bulk-contacts ${args.join(" ")}: ${stderr}`)
  return JSON.parse(stdout)
}

const organization = Effect.gen(function* () {
  const administration = yield* Administration
  const organizationId = OrganizationId.make("acme")
  yield* administration.createOrganization({ id: organizationId, name: "Acme" })
  yield* administration.createAccount({ organizationId, id: AccountId.make("A123"), name: "First" })
  const type = { organizationId, id: ContactTypeId.make("CT123"), name: "Lead", isDefault: true }
  yield* administration.createContactType(type)
  return yield* administration.createApiKey(organizationId)
})

/**
 * Migrates the database and creates an organization with an account and a default contact type; returns its API key.
 */
export const setUpDatabase = async (url: string): Promise<string> => {
  const migrated = Effect.flatMap(Migrations, ({ run }) => run)
  const layer = PostgresStore.layer({ url: Redacted.make(url) })
  const { key } = await Effect.runPromise(Effect.andThen(migrated, organization).pipe(Effect.provide(layer)))
  return Redacted.value(key)
}

/** Changes the schema as a later release does, which still serves releases from this migration on. */
export const migrateLater = async (url: string, id: number, oldestRelease: number): Promise<void> => {
  const migration = Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      insert into bulk_contacts_migrations (migration_id, name, oldest_release) values (${id}, 'later', ${oldestRelease})`,
  )
  await Effect.runPromise(Effect.provide(migration, layerConnection(url)))
}

/** A data directory with a migrated embedded database for the test, removed when it ends. */
export const migratedDirectory = async (): Promise<string> => {
  const directory = await temporaryDirectory()
  await copyMigratedDirectory(directory)
  return directory
}
