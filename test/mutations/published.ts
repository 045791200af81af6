import type { Mutation } from "./Mutation.ts"

/** Documentation, packages and the rules of the repository. */
export const published: ReadonlyArray<Mutation> = [
  {
    mistake: "a page shows an answer that the server does not give",
    in: "docs/http.md",
    text: '"message": "Invalid request: 3 problems, nothing was created"',
    mutant: '"message": "Invalid request: 2 problems, nothing was created"',
    tests: ["test/docs.test.ts"],
  },
  {
    mistake: "a page shows code that no test runs",
    in: "docs/embedding.md",
    text: 'contacts: ["ada@example.com", { email: "ADA@example.com", firstName: "Ada" }],',
    mutant: 'contacts: ["ada@example.com", { email: "ADA@example.com", firstName: "Eve" }],',
    tests: ["test/docs.test.ts"],
  },
  {
    mistake: "a README shows output that its code does not have",
    in: "packages/core/README.md",
    text: "store.layer))) // { total: 2, created: 1, skipped: 1",
    mutant: "store.layer))) // { total: 2, created: 2, skipped: 0",
    tests: ["test/packages.test.ts"],
  },
  {
    mistake: "a package ships its tests",
    in: "packages/core/package.json",
    text: '"src"\n',
    mutant: '"src",\n    "test"\n',
    tests: ["test/packages.test.ts"],
  },
  {
    mistake: "a package brings an Effect of its own",
    in: "packages/adapter-memory/package.json",
    text: '"peerDependencies"',
    mutant: '"optionalDependencies"',
    tests: ["test/packages.test.ts"],
  },
  {
    mistake: "the types of the promise API need Effect",
    in: "packages/core/src/promise/Contact.ts",
    text: "export interface Contact ",
    mutant: 'export type { Effect } from "effect"\nexport interface Contact ',
    tests: ["test/promiseTypes.test.ts"],
  },
  {
    mistake: "whoever uses PostgreSQL loads the embedded engine",
    in: "packages/adapter-pg/src/index.ts",
    text: "/** Every port on a PostgreSQL server. */\n",
    mutant: 'export { PGlite } from "@electric-sql/pglite"\n',
    tests: ["test/bundle.test.ts"],
  },
  {
    mistake: "an export has no docstring",
    in: "packages/core/src/domain/errors.ts",
    text: "/** The idempotency key belongs to a request with different content. Nothing was stored. */\n",
    mutant: "",
    tests: ["test/reference.test.ts"],
  },
  {
    mistake: "the core may import Node.js",
    in: "biome.json",
    text: '"!libphonenumber-js/core",',
    mutant: '"!node:*",\n                      "!libphonenumber-js/core",',
    tests: ["test/allowedImports.test.ts"],
  },
]
