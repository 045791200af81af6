import { readFileSync } from "node:fs"

/** The version of PGlite that is installed. */
export const engineVersion = (): string =>
  JSON.parse(readFileSync(new URL("../package.json", import.meta.resolve("@electric-sql/pglite")), "utf8")).version
