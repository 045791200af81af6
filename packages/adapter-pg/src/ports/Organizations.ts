import { Organizations } from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Statements } from "../connection/Statements.ts"
import { findOrganization } from "../sql/administration.ts"

export const layerOrganizations = Layer.effect(
  Organizations,
  Effect.map(Statements, ({ run }) => ({
    exists: Effect.fn("Organizations.exists")((organizationId) =>
      Effect.map(
        run((database) => findOrganization(database, organizationId)),
        (rows) => rows.length > 0,
      ),
    ),
  })),
)
