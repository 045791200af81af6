import type { Tables } from "../../mapping/resolveTables.ts"
import { chunksOf } from "../../ports/chunksOf.ts"
import type { Query } from "../Dialect.ts"
import { emailOf } from "../emailIndex.ts"
import { idParameter, listParameter, MAX_LIST, makeParameters } from "./parameters.ts"

/** Returns those of the emails that an active contact has. `lock` is the end of the query. */
export const findOwners = async (
  query: Query,
  { tenant, contacts }: Tables,
  organizationId: string,
  emails: ReadonlyArray<string>,
  lock: "" | " lock in share mode",
): Promise<ReadonlySet<string>> => {
  const email = emailOf(contacts)
  const owned = new Set<string>()
  for (const chunk of chunksOf(emails, MAX_LIST)) {
    const parameters = makeParameters()
    const conditions = [
      ...(tenant === null ? [] : [`${tenant.sql} = ${idParameter(parameters, organizationId, tenant.type)}`]),
      ...(contacts.deletedAt === null ? [] : [`${contacts.deletedAt.sql} is null`]),
      `${email} in ${listParameter(parameters, chunk, "text")}`,
    ]
    const rows = await query(
      `select ${email} as email from ${contacts.table.sql} where ${conditions.join(" and ")}${lock}`,
      parameters,
    )
    for (const row of rows) owned.add(String(row["email"]))
  }
  return owned
}
