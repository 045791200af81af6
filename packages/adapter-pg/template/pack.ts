// Makes database.br, the template of new embedded databases. Run it after an update of PGlite and for a new migration:
// node --conditions=@bulk-contacts/source packages/adapter-pg/template/pack.ts
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, relative } from "node:path"
import { brotliCompressSync, constants } from "node:zlib"
import { Effect } from "effect"
import * as PgliteStore from "../src/pglite/PgliteStore.ts"
import { startEngine } from "../src/pglite/startEngine.ts"
import type { TemplateIndex } from "../src/pglite/template.ts"
import { DEFAULT_SCHEMA } from "../src/sql/Database.ts"
import { engineVersion } from "./engineVersion.ts"

const parent = mkdtempSync(join(tmpdir(), "bulk-contacts-template-"))
const directory = join(parent, "postgres")
mkdirSync(directory, { mode: 0o700 })
// What PostgreSQL initializes is no template. The store migrates it.
const engine = await startEngine(directory)
await engine.close()
await Effect.runPromise(Effect.provide(Effect.void, PgliteStore.layer({ dataDir: parent, schema: DEFAULT_SCHEMA })))

const entries = readdirSync(directory, { recursive: true, withFileTypes: true })
const pathOf = ({ parentPath, name }: { readonly parentPath: string; readonly name: string }) =>
  relative(directory, join(parentPath, name)).replaceAll("\\", "/")
const numbers = new Map<string, number>()
const contents: Array<Buffer> = []
const files = entries
  .filter((entry) => entry.isFile() && entry.name !== "postmaster.pid")
  .map((entry) => {
    const content = readFileSync(join(entry.parentPath, entry.name))
    const key = content.toString("latin1")
    const number = numbers.get(key) ?? contents.push(content) - 1
    numbers.set(key, number)
    return [pathOf(entry), number] as const
  })
const index: TemplateIndex = {
  pglite: engineVersion(),
  directories: entries.filter((entry) => entry.isDirectory()).map(pathOf),
  files,
  contents: contents.map(({ length }) => length),
}
const header = Buffer.from(JSON.stringify(index))
const length = Buffer.alloc(4)
length.writeUInt32BE(header.length)
const template = brotliCompressSync(Buffer.concat([length, header, ...contents]), {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  },
})
writeFileSync(new URL("database.br", import.meta.url), template)
rmSync(parent, { recursive: true })
