import type { OrganizationId } from "@bulk-contacts/core"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import { type CommandFailure, rejection } from "../../CommandFailure.ts"
import type { ImportHistory } from "./ImportHistory.ts"
import { historyOfServer } from "./ofServer.ts"
import { historyOfStore } from "./ofStore.ts"

interface Place {
  readonly url: Option.Option<URL>
  readonly key: Option.Option<Redacted.Redacted<string>>
  readonly org: Option.Option<OrganizationId>
}

/** The imports on a server, or in the store that the environment names: exactly one of them. */
export const chooseHistory = Effect.fnUntraced(function* ({
  url,
  key,
  org,
}: Place): Effect.fn.Return<ImportHistory, CommandFailure> {
  if (Option.isSome(url) === Option.isSome(org)) {
    return yield* rejection(
      "specify where the imports are: --url for a server, or --org for the store that the environment names",
    )
  }
  if (Option.isSome(org)) return historyOfStore(org.value)
  if (Option.isNone(key)) return yield* rejection("an API key is required: set BULK_CONTACTS_KEY, or use --key")
  return historyOfServer({ url: Option.getOrThrow(url), key: key.value })
})
