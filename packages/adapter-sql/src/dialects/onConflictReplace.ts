import type { Dialect } from "./Dialect.ts"

/** The end of an insert, as PostgreSQL and SQLite write it. */
export const onConflictReplace: Dialect["replacing"] = (keys, columns) => {
  const replaced = columns.map(({ sql }) => `${sql} = excluded.${sql}`)
  return `on conflict (${keys.map(({ sql }) => sql).join(", ")}) do update set ${replaced.join(", ")}`
}
