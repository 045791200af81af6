import { ReferenceReader } from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Statements } from "../connection/Statements.ts"
import { readAccounts, readContactTypes } from "../sql/referencePages.ts"

export const layerReferenceReader = Layer.effect(
  ReferenceReader,
  Effect.gen(function* () {
    const { run } = yield* Statements
    return {
      accounts: Effect.fn("ReferenceReader.accounts")((organizationId, query) =>
        run((database) => readAccounts(database, organizationId, query)),
      ),
      contactTypes: Effect.fn("ReferenceReader.contactTypes")((organizationId, query) =>
        run((database) => readContactTypes(database, organizationId, query)),
      ),
    }
  }),
)
