import { inject } from "vitest"
import { testPages } from "./docs/testPages.ts"

testPages(["examples/*/README.md"], { DATABASE_URL: inject("postgresUrl") })
