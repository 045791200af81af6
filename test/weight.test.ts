import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, it } from "vitest"

const root = join(import.meta.dirname, "..")
const directory = mkdtempSync(join(tmpdir(), "weight-"))

beforeAll(() => symlinkSync(join(root, "node_modules"), join(directory, "node_modules")))
afterAll(() => rmSync(directory, { recursive: true }))

/** The files that Node.js loads as code. */
const modulesOfRun = (...args: ReadonlyArray<string>): ReadonlyArray<string> => {
  const preload = join(root, "test/support/countModules.mjs")
  const output = execFileSync(process.execPath, ["--import", preload, ...args], { encoding: "utf8" })
  return output.split("\n").filter((line) => line.startsWith("file:"))
}

/** The files that a program loads, as they are published. */
const modulesOf = (program: string): ReadonlyArray<string> => {
  const file = join(directory, "program.mjs")
  writeFileSync(file, program)
  return modulesOfRun(file).filter((url) => !url.endsWith("/program.mjs"))
}

const libraries = ["libphonenumber-js", "tr46", "validator"]
const librariesIn = (modules: ReadonlyArray<string>) =>
  libraries.filter((name) => modules.some((url) => url.includes(`/node_modules/${name}/`)))

it("the promise API loads few modules until it is used", () => {
  const modules = modulesOf('import "@bulk-contacts/core/promise"')
  process.stdout.write(`@bulk-contacts/core/promise: ${modules.length} modules\n`)
  assert.isAtMost(modules.length, 150)
  assert.deepStrictEqual(librariesIn(modules), [])
  assert.isFalse(modules.some((url) => url.endsWith("/effect/dist/Schema.js")))
})

it("a bulk create loads what normalizes contacts", () => {
  const modules = modulesOf(`
    import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
    import { makeContactsService } from "@bulk-contacts/core/promise"
    const { ports } = makeMemoryStore({ id: "acme", contactTypes: ["CT1"], defaultContactType: "CT1" })
    await makeContactsService(ports).bulkCreate("acme", { contacts: ["ada@example.com"] })`)
  assert.deepStrictEqual(librariesIn(modules), libraries)
})

it("the help of the command line loads neither the core nor a store nor a server", () => {
  const modules = modulesOfRun(join(root, "packages/cli/bin/bulk-contacts.js"), "--help")
  process.stdout.write(`bulk-contacts --help: ${modules.length} modules\n`)
  assert.isAtMost(modules.length, 240)
  for (const part of ["/core/", "/adapter-pg/", "/adapter-http/", "/files/", "/effect/dist/sql/"])
    assert.isFalse(
      modules.some((url) => url.includes(part)),
      part,
    )
})

it("the administration of PostgreSQL loads no other store, and nothing that normalizes contacts", () => {
  const modules = modulesOf('import "@bulk-contacts/adapter-pg"')
  assert.isTrue(modules.some((url) => url.includes("/@effect/sql-pg/")))
  assert.deepStrictEqual(librariesIn(modules), [])
  assert.isFalse(modules.some((url) => url.includes("pglite")))
})

it("the routes load the script of the documentation when somebody opens it", () => {
  const open = (path: string) =>
    modulesOf(`
      import { routes } from "@bulk-contacts/adapter-http"
      import { makeMemoryStore } from "@bulk-contacts/adapter-memory"
      import { Layer } from "effect"
      import { HttpRouter, HttpServer } from "effect/http"
      const store = makeMemoryStore().layer
      const service = routes.pipe(Layer.provideMerge(store), Layer.provide(HttpServer.layerServices))
      const { handler } = HttpRouter.toWebHandler(service, { disableLogger: true })
      const { status } = await handler(new Request("http://localhost${path}"))
      if (status !== 200) throw new Error("status " + status)`)
  const hasScript = (modules: ReadonlyArray<string>) => modules.some((url) => url.endsWith("/httpApiScalar.js"))
  assert.isFalse(hasScript(open("/health/ready")))
  assert.isTrue(hasScript(open("/docs")))
})
