import type { OrganizationId } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import { rejection } from "../CommandFailure.ts"
import { serverSource } from "./fromServer.ts"
import { openStoreSource } from "./fromStore.ts"

interface Target {
  readonly url: Option.Option<URL>
  readonly key: Option.Option<Redacted.Redacted<string>>
  readonly org: Option.Option<OrganizationId>
}

/** A server, or the store that the environment names: exactly one of them. */
export const chooseSource = Effect.fnUntraced(function* ({ url, key, org }: Target) {
  if (Option.isSome(url) === Option.isSome(org)) {
    return yield* rejection(
      "specify where the contacts are: --url for a server, or --org for the store that the environment names",
    )
  }
  if (Option.isSome(org)) return yield* openStoreSource(org.value)
  if (Option.isNone(key)) return yield* rejection("an API key is required: set BULK_CONTACTS_KEY, or use --key")
  return serverSource({ url: Option.getOrThrow(url), key: key.value })
})
