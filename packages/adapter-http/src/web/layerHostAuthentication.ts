import { OrganizationId } from "@bulk-contacts/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { CurrentOrganization } from "../api/CurrentOrganization.ts"
import { Unauthorized } from "../api/errors.ts"
import { HostAuthentication } from "../api/HostAuthentication.ts"

/** The host's decision about the current request: the id of its organization, or null or undefined for a 401. */
export const HostDecision = Context.Reference<() => Promise<string | null | undefined>>(
  "@bulk-contacts/adapter-http/web/HostDecision",
  { defaultValue: () => async () => null },
)

/** Authenticates by a function of the host. If it throws, that is a defect. */
export const layerHostAuthentication = Layer.succeed(
  HostAuthentication,
  Effect.fnUntraced(function* (httpEffect) {
    const organizationId = yield* Effect.promise(yield* HostDecision)
    if (organizationId === null || organizationId === undefined) return yield* new Unauthorized()
    if (typeof organizationId !== "string")
      throw new TypeError(
        `\`authenticate\` must return an organization's id, null or undefined, not a value of type ${typeof organizationId}`,
      )
    return yield* Effect.provideService(httpEffect, CurrentOrganization, OrganizationId.make(organizationId))
  }),
)
