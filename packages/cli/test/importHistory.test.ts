import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { emptyDatabaseUrl, setUpDatabase, temporaryDirectory } from "./support/database.ts"
import { runInProcess } from "./support/runInProcess.ts"
import { serveInProcess } from "./support/startInProcess.ts"

const SEEN = "019a20a4-d1f2-7c3b-8e4f-5a6b7c8d9e0f"

/** A file with one contact for each number. */
const fileOf = async (...numbers: ReadonlyArray<number>) => {
  const path = join(await temporaryDirectory(), "leads \u202E1.csv")
  await writeFile(path, ["email", ...numbers.map((n) => `ada${n}@example.com`)].join("\n"))
  return path
}

/** The command line that undoes an import, as it was printed. */
const undoArguments = (stderr: string): ReadonlyArray<string> =>
  /Undo it with: bulk-contacts (.*)/.exec(stderr)?.[1]?.split(" ") ?? []

const database = async () => {
  const environment = { DATABASE_URL: await emptyDatabaseUrl() }
  await setUpDatabase(environment.DATABASE_URL)
  return { place: ["--org", "acme"], environment }
}

const server = async () => {
  const { origin } = await serveInProcess({ STORE: "memory" })
  return { place: ["--url", origin], environment: { BULK_CONTACTS_KEY: "demo-api-key" } }
}

describe.each([
  ["a store", database],
  ["a server", server],
])("The imports of %s", (_, start) => {
  it("are printed, listed and undone, and the file is as new", async () => {
    const { place, environment } = await start()
    const run = (...args: ReadonlyArray<string>) => runInProcess(args, environment)
    const file = await fileOf(1, 2)
    const imported = await run("import", file, ...place)
    assert.deepStrictEqual([imported.status, imported.stdout], [0, "Created 2 of 2 contacts; 0 skipped\n"])
    const overlapping = await run("import", await fileOf(2, 3), ...place, "--json", "--source", "Fair")
    const { importId, undo } = JSON.parse(overlapping.stdout)
    assert.strictEqual(undo, ["bulk-contacts import undo", importId, ...place].join(" "))

    const listed = await run("import", "list", ...place, "--json")
    const [one, other] = listed.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
    assert.deepInclude(one, {
      id: importId,
      name: "leads \u202E1.csv",
      source: "Fair",
      total: 2,
      created: 1,
      remaining: 1,
    })
    assert.deepInclude(other, { total: 2, created: 2, skipped: 0, remaining: 2 })
    const table = await run("import", "list", ...place)
    assert.match(table.stdout, /^ID +NAME +SOURCE +IMPORTED +TOTAL +CREATED/)
    assert.include(table.stdout, "leads 1.csv")
    const limited = await run("import", "list", ...place, "--limit", "1")
    assert.lengthOf(limited.stdout.trim().split("\n"), 2)
    assert.include(limited.stderr, "There are more")

    const undone = await run(...undoArguments(imported.stderr), "--json")
    assert.deepStrictEqual(JSON.parse(undone.stdout), { id: other.id, deleted: 2, alreadyGone: 0 })
    const again = await run(...undoArguments(imported.stderr))
    assert.strictEqual(again.stdout, "Deleted 0 contacts of the import; 2 had been deleted before\n")
    assert.include((await run("import", file, ...place)).stdout, "Created 2 of 2 contacts")
  })

  it("are rejected if there is no such import or organization, or no place is given", async () => {
    const { place, environment } = await start()
    const run = (...args: ReadonlyArray<string>) => runInProcess(args, environment)
    for (const id of [SEEN, "nonsense"]) {
      const { status, stderr } = await run("import", "undo", id, ...place)
      assert.deepStrictEqual([status, stderr], [2, `bulk-contacts: Import not found: ${id}\n`])
    }
    for (const args of [
      ["list"],
      ["undo", SEEN],
      ["undo", ...place],
      ["list", "--url", "http://localhost:1", "--org", "acme"],
    ]) {
      assert.strictEqual((await run("import", ...args)).status, 2)
    }
  })
})

it("A dry run is not an import", async () => {
  const { place, environment } = await database()
  const { stdout, stderr } = await runInProcess(
    ["import", await fileOf(1), ...place, "--dry-run", "--json"],
    environment,
  )
  assert.deepStrictEqual(Object.keys(JSON.parse(stdout)), ["total", "created", "skipped", "dryRun"])
  assert.notInclude(stderr, "Undo")
})
