import { testPages } from "./docs/testPages.ts"

testPages(["*.md", "docs/**/*.md", "packages/*/README.md"])
