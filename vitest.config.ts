import { defineConfig } from "vitest/config"

/** Packages are resolved to their sources, not to what was built of them last. */
const environment = { resolve: { conditions: ["@bulk-contacts/source"] } }

/** Needs a database, or starts processes. */
const databases = [
  "packages/adapter-pg/test/**/*.test.ts",
  "packages/adapter-sql/test/{postgres,mariadb,sqlite}/**/*.test.ts",
  "packages/cli/test/{administration,backup,allowedHosts,contactDelete,contacts,crash,import/*,importHistory,killed,lifecycle,serve,servers,settings,sharedRateLimit,starting,streams,tracing,unbuilt,upgrade}.test.ts",
  "examples/own-tables-{postgres,drizzle,sqlite}/test/**/*.test.ts",
]

/** Attacks a server that runs in a process of its own: in CI, or if asked for (`--project attack`), because it takes a minute. */
const attack = ["test/attack/*.test.ts"]
const attacks = process.env["CI"] === "true" || process.argv.includes("attack")

/** Installs the built packages into projects of all kinds: only if asked for (`npm run test:hosts`). */
const hosts = ["test/hosts/*.test.ts"]
const installs = process.argv.includes("hosts")

/** Needs the built packages, the built import page or a browser, or runs what the documentation shows. */
const published = [
  "packages/adapter-http/test/docsPage.test.ts",
  "test/{allowedImports,bundle,docs,examples,packages,promiseTypes,reference,weight}.test.ts",
  "packages/import-page/test/**/*.test.ts",
  "examples/{express,fastify,hono}/test/**/*.test.ts",
]

export default defineConfig({
  // Tests run in `ssr`, their global set-up in `__vitest__`.
  environments: { ssr: environment, __vitest__: environment },
  test: {
    // For a test that hangs. On a machine with other work, one that is fine may take a minute.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Many tests wait for processes and databases; the default of one worker on two cores would wait with them.
    maxWorkers: 2,
    // The files of a worker share what they import: to load Effect anew for each was half of all the time.
    isolate: false,
    execArgv: [
      // V8 does not optimize the embedded database, which is opened again and again: that costs more than it gains.
      "--no-wasm-tier-up",
      "--no-wasm-dynamic-tiering",
      // More megabytes for new objects: most of them are garbage by the time that they are full.
      "--min-semi-space-size=64",
      "--max-semi-space-size=64",
    ],
    // What the processes of the tests print is compared, wherever the tests themselves print in color.
    env: { FORCE_COLOR: "0" },
    projects: [
      {
        extends: true,
        test: {
          name: "fast",
          include: ["{packages,examples}/*/test/**/*.test.ts", "test/*.test.ts"],
          exclude: [...databases, ...published],
        },
      },
      {
        extends: true,
        test: {
          name: "databases",
          include: databases,
          globalSetup: "test/support/globalSetup.ts",
        },
      },
      ...(attacks ? [{ extends: true as const, test: { name: "attack", include: attack } }] : []),
      ...(installs
        ? [
            {
              extends: true as const,
              // Two projects at once; the registry answers when it likes.
              test: {
                name: "hosts",
                include: hosts,
                globalSetup: ["test/support/build.ts"],
                maxConcurrency: 2,
                testTimeout: 900_000,
              },
            },
          ]
        : []),
      {
        extends: true,
        test: {
          name: "published",
          include: published,
          globalSetup: ["test/support/globalSetup.ts", "test/support/build.ts"],
        },
      },
    ],
  },
})
