import type { OrganizationId } from "@bulk-contacts/core/ports"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Statement from "effect/sql/Statement"
import type { RunStatement } from "../connection/Statements.ts"
import { findOrganization } from "../sql/administration.ts"
import * as statements from "../sql/administrationLists.ts"
import type { Database } from "../sql/Database.ts"
import { type Administration, OrganizationNotFound } from "./Administration.ts"

type Lists = Pick<
  Context.Service.Shape<typeof Administration>,
  "organizations" | "accounts" | "contactTypes" | "apiKeys"
>

/** The part of the administration that lists what exists. */
export const makeLists = (run: RunStatement): Lists => {
  const listOf = <A>(
    name: string,
    list: (database: Database, id: OrganizationId, limit: number | null) => Statement.Statement<A>,
  ) =>
    Effect.fn(name)(function* (id: OrganizationId, limit: number | null) {
      const rows = yield* run((database) => list(database, id, limit))
      if (rows.length > 0) return rows
      const organizations = yield* run((database) => findOrganization(database, id))
      return organizations.length > 0 ? rows : yield* new OrganizationNotFound({ id })
    })

  return {
    organizations: Effect.fn("Administration.organizations")((limit) =>
      run((database) => statements.listOrganizations(database, limit)),
    ),
    accounts: listOf("Administration.accounts", statements.listAccounts),
    contactTypes: listOf("Administration.contactTypes", statements.listContactTypes),
    apiKeys: listOf("Administration.apiKeys", statements.listApiKeys),
  }
}
