import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, it } from "vitest"

const src = join(import.meta.dirname, "../packages/adapter-pg/src")

const commands =
  "alter|analyze|begin|call|commit|copy|create|delete|discard|do|drop|explain|grant|insert|listen|lock|merge|notify|reset|" +
  "revoke|rollback|savepoint|select|set|truncate|update|vacuum|values|with"

/** Begins with a command of SQL, in lower or upper case, and goes on. */
const statement = new RegExp(`^\\s*(${commands}|${commands.toUpperCase()})\\s+\\S`)

const commentOrString = /\/\*.*?\*\/|\/\/[^\n]*|(?<quote>["'`])(?<text>(?:\\.|(?!\k<quote>)[^\\])*)\k<quote>/gs

/** The strings and templates in TypeScript code that look like SQL. */
const findStatements = (code: string): ReadonlyArray<string> =>
  Array.from(code.matchAll(commentOrString), ({ groups }) => groups?.["text"] ?? "").filter((text) =>
    statement.test(text),
  )

const isForSql = (file: string): boolean => /^(sql|migrations)\//.test(file)
const files = globSync("**/*.ts", { cwd: src }).map((file) => ({
  file,
  statements: findStatements(readFileSync(join(src, file), "utf8")),
}))

it("every SQL statement of adapter-pg is in sql/ or migrations/", () => {
  const others = files.filter(({ file, statements }) => !isForSql(file) && statements.length > 0)
  assert.deepStrictEqual(others, [
    // SQLite, which holds the lock on a data directory.
    { file: "pglite/lockFile.ts", statements: ["begin exclusive"] },
  ])
})

it("the check above finds the statements that are there", () => {
  const withoutSql = [
    "sql/arrays.ts",
    "sql/contactColumns.ts",
    "sql/Database.ts",
    "migrations/Migrations.ts",
    "migrations/ReleaseTooOld.ts",
    "migrations/inSchema.ts",
    "migrations/index.ts",
    "migrations/readSchemaState.ts",
    "migrations/takenName.ts",
  ]
  const found = files.filter(({ file, statements }) => isForSql(file) && statements.length > 0)
  assert.sameMembers(
    found.map(({ file }) => file),
    files.flatMap(({ file }) => (isForSql(file) && !withoutSql.includes(file) ? [file] : [])),
  )
})
