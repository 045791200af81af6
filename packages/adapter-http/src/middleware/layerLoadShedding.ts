import { LoopTurns } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { CurrentRequestShare, RequestShare } from "../admission/RequestShare.ts"
import { makeTenantShares } from "../admission/TenantShares.ts"
import { CurrentOrganization } from "../api/CurrentOrganization.ts"
import { LoadShedding } from "../api/LoadShedding.ts"

/**
 * Rejects a request of an organization whose share of the requests in progress is in use with a 503, before its body is
 * read, and gives the others their share of the other resources. What a request takes, it has until its response is sent.
 */
export const layerLoadShedding = Layer.effect(
  LoadShedding,
  Effect.map(
    makeTenantShares,
    (shares) => (httpEffect) =>
      Effect.flatMap(CurrentOrganization, (organizationId) => {
        const share = new RequestShare(shares, organizationId)
        return Effect.addFinalizer(() => Effect.sync(() => share.release())).pipe(
          Effect.andThen(share.begin),
          Effect.andThen(httpEffect),
          Effect.provideService(CurrentRequestShare, share),
          Effect.provideService(LoopTurns, shares.loops),
        )
      }),
  ),
)
