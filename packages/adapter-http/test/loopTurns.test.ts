import { LoopTurns, OrganizationId } from "@bulk-contacts/core"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"
import { CurrentOrganization } from "../src/api/CurrentOrganization.ts"
import { LoadShedding } from "../src/api/LoadShedding.ts"
import { layerLoadShedding } from "../src/middleware/layerLoadShedding.ts"

it.effect("the loops of all requests of a server share one turn", () =>
  Effect.gen(function* () {
    const shedLoad = yield* LoadShedding
    const seen: Array<unknown> = []
    const handler = Effect.map(LoopTurns, (turns) => {
      seen.push(turns)
      return HttpServerResponse.empty()
    })
    const request = HttpServerRequest.fromWeb(new Request("http://localhost/"))
    for (const id of ["acme", "other"]) {
      yield* shedLoad(handler, {} as never).pipe(
        Effect.provideService(CurrentOrganization, OrganizationId.make(id)),
        Effect.provideService(HttpServerRequest.HttpServerRequest, request),
        Effect.provideService(HttpServerRequest.ParsedSearchParams, {}),
        Effect.provideService(HttpRouter.RouteContext, {} as never),
        Effect.scoped,
      )
    }
    const [first, second] = seen
    assert.isNotNull(first)
    assert.strictEqual(first, second)
  }).pipe(Effect.provide(layerLoadShedding)),
)
