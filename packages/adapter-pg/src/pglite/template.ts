import { randomBytes } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { brotliDecompressSync } from "node:zlib"
import { SECRET_FILE } from "./lockDatabase.ts"
import { makeDirectory } from "./makeDirectory.ts"

/**
 * A database as PostgreSQL initializes it, with the tables of this release in the default schema, in one file: to initialize
 * one takes four seconds of CPU, to migrate it one, and to unpack it half a second. `template/pack.ts` makes it. Compressed with brotli: the length of the index in four bytes, the index
 * as JSON, and the contents one after the other.
 */
const TEMPLATE = new URL("../../template/database.br", import.meta.url)

/** What `pack.ts` writes and `unpackTemplate` reads. */
export interface TemplateIndex {
  /** The version of PGlite that initialized the database. */
  readonly pglite: string
  readonly directories: ReadonlyArray<string>
  /** Each file, and the number of its content. Many have the same. */
  readonly files: ReadonlyArray<readonly [path: string, content: number]>
  /** The lengths of the contents, in bytes. */
  readonly contents: ReadonlyArray<number>
}

/** Reads the template. */
export const readTemplate = (): { readonly index: TemplateIndex; readonly contents: ReadonlyArray<Uint8Array> } => {
  const bytes = brotliDecompressSync(readFileSync(TEMPLATE))
  let end = 4 + bytes.readUInt32BE(0)
  const index: TemplateIndex = JSON.parse(bytes.toString("utf8", 4, end))
  const contents = index.contents.map((length) => {
    const start = end
    end += length
    return bytes.subarray(start, end)
  })
  return { index, contents }
}

const OF_OWNER = { flag: "wx", mode: 0o600 }

/** Makes `directory`, which must not exist, a database with tables that are empty. Only its owner can use its files. */
export const unpackTemplate = async (directory: string): Promise<void> => {
  const { index, contents } = readTemplate()
  makeDirectory(directory)
  for (const path of index.directories) makeDirectory(join(directory, path))
  for (const [path, content] of index.files) {
    writeFileSync(join(directory, path), contents[content] ?? "", OF_OWNER)
  }
  writeFileSync(join(directory, SECRET_FILE), randomBytes(32), OF_OWNER)
}
