import type { OrganizationId, StoreFailure } from "@bulk-contacts/core/ports"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type { RunStatement } from "../connection/Statements.ts"
import { clearDefaultContactType } from "../sql/administration.ts"
import * as statements from "../sql/administrationChanges.ts"
import { type Administration, NotFound, OrganizationNotFound } from "./Administration.ts"
import type { InOrganization } from "./InOrganization.ts"

type Changes = Pick<
  Context.Service.Shape<typeof Administration>,
  | "renameOrganization"
  | "renameAccount"
  | "renameContactType"
  | "closeAccount"
  | "closeContactType"
  | "setDefaultContactType"
>

/** The part of the administration that changes what exists. */
export const makeChanges = (run: RunStatement, inOrganization: InOrganization): Changes => {
  /** Runs a statement that returns a row if it has changed something. */
  const changeOne = <A>(
    kind: NotFound["kind"],
    { organizationId, id }: { readonly organizationId: OrganizationId; readonly id: string },
    change: Effect.Effect<ReadonlyArray<A>, StoreFailure>,
  ) =>
    inOrganization(
      organizationId,
      Effect.flatMap(change, ([row]) =>
        row === undefined ? Effect.fail(new NotFound({ kind, id, organizationId })) : Effect.succeed(row),
      ),
    )

  return {
    renameOrganization: Effect.fn("Administration.renameOrganization")(function* (organization) {
      const rows = yield* run((database) => statements.renameOrganization(database, organization))
      if (rows.length === 0) return yield* new OrganizationNotFound({ id: organization.id })
    }),

    renameAccount: Effect.fn("Administration.renameAccount")((account) =>
      Effect.asVoid(
        changeOne(
          "account",
          account,
          run((database) => statements.renameAccount(database, account)),
        ),
      ),
    ),

    renameContactType: Effect.fn("Administration.renameContactType")((contactType) =>
      Effect.asVoid(
        changeOne(
          "contact type",
          contactType,
          run((database) => statements.renameContactType(database, contactType)),
        ),
      ),
    ),

    closeAccount: Effect.fn("Administration.closeAccount")((organizationId, id) =>
      Effect.asVoid(
        changeOne(
          "account",
          { organizationId, id },
          run((database) => statements.closeAccount(database, organizationId, id)),
        ),
      ),
    ),

    closeContactType: Effect.fn("Administration.closeContactType")((organizationId, id) =>
      Effect.map(
        changeOne(
          "contact type",
          { organizationId, id },
          run((database) => statements.closeContactType(database, organizationId, id)),
        ),
        ({ wasDefault }) => wasDefault,
      ),
    ),

    setDefaultContactType: Effect.fn("Administration.setDefaultContactType")((organizationId, id) =>
      Effect.asVoid(
        changeOne(
          "open contact type",
          { organizationId, id },
          Effect.andThen(
            run((database) => clearDefaultContactType(database, organizationId)),
            run((database) => statements.makeDefaultContactType(database, organizationId, id)),
          ),
        ),
      ),
    ),
  }
}
