import type { References } from "../../mapping/resolveTables.ts"
import type { Parameters } from "../Parameters.ts"
import { idParameter } from "./parameters.ts"

/** The rows of accounts or contact types, as `referred`, that are not deleted and have the id, which is SQL. */
export const referredRows = (
  parameters: Parameters,
  { table, tenant, id, deletedAt }: References,
  organizationId: string,
  named: string,
): string => {
  const conditions = [
    ...(tenant === null ? [] : [`referred.${tenant.sql} = ${idParameter(parameters, organizationId, tenant.type)}`]),
    ...(deletedAt === null ? [] : [`referred.${deletedAt.sql} is null`]),
    `referred.${id.sql} = ${named}`,
  ]
  return `${table.sql} as referred on ${conditions.join(" and ")}`
}
