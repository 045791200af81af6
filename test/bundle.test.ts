import { readFileSync } from "node:fs"
import { join } from "node:path"
import { runInNewContext } from "node:vm"
import { gzipSync } from "node:zlib"
import { build } from "esbuild"
import { assert, describe, it } from "vitest"

const root = join(import.meta.dirname, "..")

/** Bundles code that uses the packages as they are published. A built-in module of Node.js is an error on the web. */
const bundle = async (code: string, platform: "browser" | "neutral" | "node") => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: join(root, "packages/adapter-http") },
    platform,
    mainFields: ["module", "main"],
    format: "iife",
    globalName: "bundled",
    bundle: true,
    minify: true,
    metafile: true,
    write: false,
    logLevel: "silent",
  })
  const [{ contents, text } = { contents: new Uint8Array(), text: "" }] = outputFiles
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs))
  return {
    text,
    kB: Math.ceil(contents.length / 1000),
    gzipKB: Math.ceil(gzipSync(contents).length / 1000),
    has: (part: string) => inputs.some(([path, { bytesInOutput }]) => path.includes(part) && bytesInOutput > 0),
  }
}

/** Every entry point of the packages. */
const entries = ["core", "adapter-memory", "adapter-pg", "adapter-sql", "adapter-http"].flatMap((directory) => {
  const { name, exports } = JSON.parse(readFileSync(join(root, "packages", directory, "package.json"), "utf8"))
  return Object.keys(exports).map((path) => name + path.slice(1))
})

it.each(entries)("%s is left out of a bundle that uses nothing of it", async (entry) => {
  const { has } = await bundle(`import "${entry}"`, "node")
  assert.isFalse(has("packages/"))
})

it("adapter-pg contains nothing of the embedded store", async () => {
  const { has } = await bundle('export * as everything from "@bulk-contacts/adapter-pg"', "node")
  assert.isTrue(has("PostgresStore"))
  assert.isFalse(has("pglite"))
})

/** What browsers, workers and Node.js have in common: no `process`, no `Buffer`, no `require`. */
const webGlobals = [
  "AbortController",
  "AbortSignal",
  "clearTimeout",
  "console",
  "crypto",
  "Headers",
  "performance",
  "queueMicrotask",
  "ReadableStream",
  "Request",
  "Response",
  "setTimeout",
  "structuredClone",
  "TextDecoder",
  "TextEncoder",
  "URL",
  "URLSearchParams",
] as const

describe.each(["browser", "neutral"] as const)("bundled for the platform %s", (platform) => {
  it("the core is small enough to be shipped", async () => {
    const { kB, gzipKB } = await bundle('export { bulkCreateContacts } from "@bulk-contacts/core"', platform)
    process.stdout.write(`bulkCreateContacts for ${platform}: ${kB} kB minified, ${gzipKB} kB compressed\n`)
    assert.isBelow(kB, 1000)
    assert.isBelow(gzipKB, 300)
  })

  it("the core leaves out what is not used", async () => {
    const { has } = await bundle('export { OrganizationId } from "@bulk-contacts/core"', platform)
    assert.isTrue(has("Identifiers"))
    for (const part of ["libphonenumber-js", "tr46", "bulkCreateContacts"]) assert.isFalse(has(part), part)
  })

  it("the client contains nothing of the server or of the use case", async () => {
    const { has, kB, gzipKB } = await bundle(
      'export { createBulkContactsClient } from "@bulk-contacts/adapter-http/client"',
      platform,
    )
    assert.isTrue(has("createBulkContactsClient"))
    process.stdout.write(`createBulkContactsClient for ${platform}: ${kB} kB minified, ${gzipKB} kB compressed\n`)
    assert.isAtMost(gzipKB, 16)
    // Of the core, it has the checks of what a caller passes; of Effect, little more than durations.
    const core = ["bulkCreate/", "domain/", "idempotency/", "ports/", "request/", "streams/"].map(
      (folder) => `core/dist/${folder}`,
    )
    const effect = ["Effect", "Schema", "Stream"].map((module) => `effect/dist/${module}.js`)
    for (const part of [...core, ...effect, "libphonenumber-js", "tr46", "handlers", "web/", "client/effect/"])
      assert.isFalse(has(part), part)
  })

  it("a mounted handler runs with nothing but the globals of the web", async () => {
    const { text } = await bundle(
      `export { createWebHandler } from "@bulk-contacts/adapter-http/web"
       export { makeMemoryStore } from "@bulk-contacts/adapter-memory"`,
      platform,
    )
    const globals = Object.fromEntries(webGlobals.map((name) => [name, globalThis[name]]))
    const program = `${text}
      const { createWebHandler, makeMemoryStore } = bundled
      const store = makeMemoryStore({ id: "acme", contactTypes: ["CT1"], defaultContactType: "CT1" })
      createWebHandler({ store: store.layer, authenticate: () => "acme" }).then(({ handle }) => handle(request))`
    const request = new Request("http://host/v1/accounts/contacts/bulk", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"contacts":[{"email":"ada@bücher.example","phoneNumber":"+1 415 555 2671"}]}',
    })
    const answer: Response = await runInNewContext(program, { ...globals, request })
    assert.deepEqual(await answer.json(), { total: 1, created: 1, skipped: 0 })
  })
})
