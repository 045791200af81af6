import { existsSync, globSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { cli } from "./cli.ts"
import { core } from "./core.ts"
import { http } from "./http.ts"
import type { Mutation } from "./Mutation.ts"
import { memory } from "./memory.ts"
import { pg } from "./pg.ts"
import { published } from "./published.ts"
import { sql } from "./sql.ts"
import { values } from "./values.ts"

export const root = join(import.meta.dirname, "../..")

export const mutations: ReadonlyArray<Mutation> = [
  ...core,
  ...values,
  ...memory,
  ...pg,
  ...sql,
  ...http,
  ...cli,
  ...published,
]

/** Where a mutation is made. */
export interface Place {
  readonly mutation: Mutation
  readonly file: string
  readonly original: string
}

/** The place of a mutation, or why it has none. */
export const findPlace = (mutation: Mutation): Place | string => {
  const { in: where, text, mistake, tests } = mutation
  for (const test of tests) if (!existsSync(join(root, test))) return `${mistake}: ${test} does not exist`
  if (!existsSync(join(root, where))) return `${mistake}: ${where} does not exist`
  const files = statSync(join(root, where)).isFile() ? [where] : globSync(`${where}/**/*.ts`, { cwd: root })
  const found = files.flatMap((file) => {
    const original = readFileSync(join(root, file), "utf8")
    return Array.from({ length: original.split(text).length - 1 }, () => ({ mutation, file, original }))
  })
  const [place] = found
  if (place !== undefined && found.length === 1) return place
  return `${mistake}: ${where} has the text ${found.length} times, not once: ${text}`
}
