import { type FairShare, LoopTurns } from "@bulk-contacts/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
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
      Effect.contextWith((context: Context.Context<CurrentOrganization | Scope.Scope>) => {
        const share = new RequestShare(shares, Context.get(context, CurrentOrganization))
        const releaseAtEnd = Scope.addFinalizer(
          Context.get(context, Scope.Scope),
          Effect.sync(() => share.release()),
        )
        return Effect.andThen(Effect.andThen(releaseAtEnd, share.begin), withShare(httpEffect, share, shares.loops))
      }),
  ),
)

const withShare = <A, E, R>(httpEffect: Effect.Effect<A, E, R>, share: RequestShare, loops: FairShare) =>
  Effect.updateContext(httpEffect, (context: Context.Context<R>) =>
    context.pipe(Context.add(CurrentRequestShare, share), Context.add(LoopTurns, loops)),
  )
