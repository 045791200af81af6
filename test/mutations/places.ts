import { existsSync, globSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { cli } from "./cli.ts"
import { core } from "./core.ts"
import { files } from "./files.ts"
import { http } from "./http.ts"
import type { Mutation } from "./Mutation.ts"
import { memory } from "./memory.ts"
import { pg } from "./pg.ts"
import { published } from "./published.ts"
import { sql } from "./sql.ts"
import { testing } from "./testing.ts"
import { values } from "./values.ts"

export const root = join(import.meta.dirname, "../..")

const mutations: ReadonlyArray<Mutation> = [
  ...core,
  ...values,
  ...memory,
  ...pg,
  ...sql,
  ...http,
  ...files,
  ...testing,
  ...cli,
  ...published,
]

/** Where a mutation is made. */
export interface Place {
  readonly mutation: Mutation
  readonly file: string
  readonly original: string
}

type Files = ReadonlyArray<readonly [file: string, text: string]>

/** A file, or the TypeScript files of a folder. */
const readFiles = (where: string): Files => {
  const files = statSync(join(root, where)).isFile() ? [where] : globSync(`${where}/**/*.ts`, { cwd: root })
  return files.map((file) => [file, readFileSync(join(root, file), "utf8")])
}

const findPlace = (mutation: Mutation, read: (where: string) => Files): Place | string => {
  const { in: where, text, mistake, tests } = mutation
  for (const test of tests) if (!existsSync(join(root, test))) return `${mistake}: ${test} does not exist`
  if (!existsSync(join(root, where))) return `${mistake}: ${where} does not exist`
  const found = read(where).flatMap(([file, original]) =>
    Array.from({ length: original.split(text).length - 1 }, () => ({ mutation, file, original })),
  )
  const [place] = found
  if (place !== undefined && found.length === 1) return place
  return `${mistake}: ${where} has the text ${found.length} times, not once: ${text}`
}

/** The place of each mutation, or why it has none. */
export const findPlaces = (): ReadonlyArray<Place | string> => {
  const filesOf = new Map<string, Files>()
  const read = (where: string) => {
    const files = filesOf.get(where) ?? readFiles(where)
    filesOf.set(where, files)
    return files
  }
  return mutations.map((mutation) => findPlace(mutation, read))
}
