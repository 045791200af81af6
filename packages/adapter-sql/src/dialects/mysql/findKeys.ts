import type { References } from "../../mapping/resolveTables.ts"
import { chunksOf } from "../../ports/chunksOf.ts"
import type { Query } from "../Dialect.ts"
import { idParameter, listParameter, MAX_LIST, makeParameters } from "./parameters.ts"

/** A key as text, and as JSON. */
interface Key {
  readonly text: string
  readonly json: string
}

export type Keys = ReadonlyMap<string, Key>

/** Maps ids to the keys of their rows. `lock` is the end of the query. */
export const findKeys = async (
  query: Query,
  { table, tenant, id, key, deletedAt }: References,
  organizationId: string,
  ids: ReadonlySet<string>,
  lock: "" | " lock in share mode",
): Promise<Keys> => {
  const keys = new Map<string, Key>()
  for (const chunk of chunksOf([...ids], MAX_LIST)) {
    const parameters = makeParameters()
    const conditions = [
      ...(tenant === null ? [] : [`${tenant.sql} = ${idParameter(parameters, organizationId, tenant.type)}`]),
      ...(deletedAt === null ? [] : [`${deletedAt.sql} is null`]),
      `${id.sql} in ${listParameter(parameters, chunk, id.type)}`,
    ]
    const rows = await query(
      `select cast(${id.sql} as char) as id, cast(${key.sql} as char) as key_text,
        cast(json_array(${key.sql}) as char) as key_list
      from ${table.sql} where ${conditions.join(" and ")}${lock}`,
      parameters,
    )
    for (const row of rows)
      keys.set(String(row["id"]), { text: String(row["key_text"]), json: String(row["key_list"]).slice(1, -1) })
  }
  return keys
}
