import type { OrganizationId } from "@bulk-contacts/core"
import { type Context, Effect } from "effect"
import type { SqlClient, Statement } from "effect/sql"
import { runStatement } from "../connection/runStatement.ts"
import { findOrganization } from "../sql/administration.ts"
import * as statements from "../sql/administrationLists.ts"
import { type Administration, OrganizationNotFound } from "./Administration.ts"

type Lists = Pick<
  Context.Service.Shape<typeof Administration>,
  "organizations" | "accounts" | "contactTypes" | "apiKeys"
>

/** The part of the administration that lists what exists. */
export const makeLists = (sql: SqlClient.SqlClient): Lists => {
  const listOf = <A>(
    name: string,
    list: (sql: SqlClient.SqlClient, id: OrganizationId, limit: number | null) => Statement.Statement<A>,
  ) =>
    Effect.fn(name)(function* (id: OrganizationId, limit: number | null) {
      const rows = yield* runStatement(list(sql, id, limit))
      if (rows.length > 0) return rows
      const organizations = yield* runStatement(findOrganization(sql, id))
      return organizations.length > 0 ? rows : yield* new OrganizationNotFound({ id })
    })

  return {
    organizations: Effect.fn("Administration.organizations")((limit) =>
      runStatement(statements.listOrganizations(sql, limit)),
    ),
    accounts: listOf("Administration.accounts", statements.listAccounts),
    contactTypes: listOf("Administration.contactTypes", statements.listContactTypes),
    apiKeys: listOf("Administration.apiKeys", statements.listApiKeys),
  }
}
