import { defineConfig } from "vitest/config"

const conditions = ["@bulk-contacts/source"]

/** Where a PostgreSQL server is at hand: it is started where such tests run, and nowhere else. */
const postgres = ["packages/adapter-pg/test/**/*.test.ts", "packages/cli/test/**/*.test.ts", "test/**/*.test.ts"]

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    testTimeout: 60_000,
    // Many tests wait for processes and databases; the default of one worker on two cores would wait with them.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: "packages", include: ["{packages,examples}/*/test/**/*.test.ts"], exclude: postgres },
      },
      {
        extends: true,
        test: { name: "postgres", include: postgres, globalSetup: "packages/adapter-pg/test/support/globalSetup.ts" },
      },
    ],
  },
})
