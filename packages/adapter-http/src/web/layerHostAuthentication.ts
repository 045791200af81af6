import { OrganizationId } from "@bulk-contacts/core"
import { Context, Effect, Layer } from "effect"
import { CurrentOrganization } from "../api/ApiKeyAuthentication.ts"
import { NotAuthenticated } from "../api/errors.ts"
import { HostAuthentication } from "../api/HostAuthentication.ts"

/** What the host says about one request: the id of its organization, or that it has none. */
export type Authenticated = string | null | undefined

/** Asks the host about the current request. */
export const Authenticate = Context.Reference<() => Promise<Authenticated>>(
  "@bulk-contacts/adapter-http/web/Authenticate",
  { defaultValue: () => async () => null },
)

/** Authentication by a function of the host. One that throws is a defect. */
export const hostAuthentication = Layer.succeed(
  HostAuthentication,
  Effect.fnUntraced(function* (httpEffect) {
    const organizationId = yield* Effect.promise(yield* Authenticate)
    if (organizationId === null || organizationId === undefined)
      return yield* new NotAuthenticated({ message: "Not authenticated" })
    if (typeof organizationId !== "string")
      throw new TypeError(
        `\`authenticate\` must answer an organization's id or null, not a value of type ${typeof organizationId}`,
      )
    return yield* Effect.provideService(httpEffect, CurrentOrganization, OrganizationId.make(organizationId))
  }),
)
