import { createRequire } from "node:module"

/** The version in package.json, which is one folder up from the sources and from what is built of them. */
export const version: string = createRequire(import.meta.url)("../package.json").version
