import { type ReferenceQuery, ReferenceReader } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import type { State } from "./state.ts"

/** The port in memory, where accounts and contact types have no names. */
export const makeReferenceReader = (state: State) =>
  ReferenceReader.of({
    accounts: (organizationId, query) =>
      Effect.sync(() =>
        pageOf(state.organizations.get(organizationId)?.accounts ?? [], query).map((id) => ({ id, name: id })),
      ),
    contactTypes: (organizationId, query) =>
      Effect.sync(() => {
        const organization = state.organizations.get(organizationId)
        return pageOf(organization?.contactTypes ?? [], query).map((id) => ({
          id,
          name: id,
          isDefault: id === organization?.defaultContactType,
        }))
      }),
  })

const pageOf = <Id extends string>(ids: Iterable<Id>, { after, limit }: ReferenceQuery): ReadonlyArray<Id> =>
  [...ids]
    .filter((id) => after === null || id > after)
    .sort()
    .slice(0, limit)
