import { ContactTypes, type OrganizationId } from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { Statements } from "../connection/Statements.ts"
import { lockContactTypes, lockDefaultContactType } from "../sql/contactTypes.ts"

export const layerContactTypes = Layer.effect(
  ContactTypes,
  Effect.gen(function* () {
    const { run } = yield* Statements
    const findDefault = Effect.fnUntraced(function* (organizationId: OrganizationId) {
      const [row] = yield* run((database) => lockDefaultContactType(database, organizationId))
      return Option.fromUndefinedOr(row?.id)
    })
    return {
      missing: Effect.fn("ContactTypes.missing")(function* (organizationId, ids) {
        const rows = yield* run((database) => lockContactTypes(database, organizationId, ids))
        const found = new Set(rows.map(({ id }) => id))
        return ids.filter((id) => !found.has(id))
      }),
      default: Effect.fn("ContactTypes.default")(function* (organizationId) {
        const found = yield* findDefault(organizationId)
        // If the default changed while the statement waited for its lock, the old row no longer matches, and the new one
        // is not in the statement's snapshot. A second statement sees it.
        return Option.isSome(found) ? found : yield* findDefault(organizationId)
      }),
    }
  }),
)
