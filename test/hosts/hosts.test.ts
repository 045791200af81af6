import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startPostgres } from "@bulk-contacts/test-support/PostgresServer"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { hosts } from "./hosts.ts"
import { makeShell } from "./support/makeShell.ts"
import { packPackages } from "./support/packages.ts"
import { prepareHost } from "./support/prepareHost.ts"
import { startRegistry } from "./support/startRegistry.ts"

const directory = mkdtempSync(join(tmpdir(), "hosts-"))
const shell = makeShell(directory)
const theirs = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim()

let registry: Awaited<ReturnType<typeof startRegistry>>
let database: Awaited<ReturnType<typeof startPostgres>>
beforeAll(async () => {
  registry = await startRegistry(await packPackages(directory))
  database = await startPostgres()
})
afterAll(async () => {
  registry.close()
  await database.dispose()
  rmSync(directory, { recursive: true })
})

it("the page on embedding has these commands", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/embedding.md"), "utf8")
  for (const text of hosts.flatMap(({ documented }) => documented ?? [])) assert.include(page, text)
})

/** What the project's owner has typed already. */
const installOwn = { npm: "npm install", pnpm: "pnpm install", yarn: "yarn install", yarn1: "yarn1 install" }

describe.concurrent("the packages install and work in a project with", () => {
  it.for(hosts)("$name", async (host) => {
    const project = prepareHost(host, { ours: registry.url, theirs })
    const [manager] = host.install.split(" ")
    await shell(installOwn[manager as keyof typeof installOwn], project)
    await shell(host.install, project)
    for (const [command, output] of host.checks)
      assert.match(await shell(command, project, { HOSTS_DATABASE_URL: database.url }), output, command)
    rmSync(project, { recursive: true })
  })
})
