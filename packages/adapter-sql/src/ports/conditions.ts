import type { Dialect } from "../dialects/Dialect.ts"
import type { Parameters } from "../dialects/Parameters.ts"
import { canHold } from "../mapping/ids.ts"
import type { IdName, Name, Tables } from "../mapping/resolveTables.ts"

/** Whether the tables may hold the organization. */
export const mayExist = ({ tenant, organization }: Tables, organizationId: string): boolean =>
  tenant === null ? organizationId === organization : canHold(tenant.type, organizationId)

/** The conditions of the rows of an organization that are not deleted. */
export const currentRows = (
  dialect: Dialect,
  parameters: Parameters,
  organizationId: string,
  tenant: IdName | null,
  deletedAt: Name | null,
): ReadonlyArray<string> => [
  ...(tenant === null ? [] : [`${tenant.sql} = ${dialect.id(parameters, organizationId, tenant.type)}`]),
  ...(deletedAt === null ? [] : [`${deletedAt.sql} is null`]),
]

/** Conditions as a `where` clause, if there are any. */
export const whereAll = (conditions: ReadonlyArray<string>): string =>
  conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`
