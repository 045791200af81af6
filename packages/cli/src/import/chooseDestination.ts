import type { OrganizationId } from "@bulk-contacts/core"
import { Effect, Option, type Redacted } from "effect"
import { SecureRandom } from "effect/crypto"
import { CommandFailure } from "../CommandFailure.ts"
import type { Destination } from "./destination.ts"
import { importToServer, repeatSafely } from "./toServer.ts"
import { importToStore } from "./toStore.ts"

interface Target {
  readonly url: Option.Option<string>
  readonly key: Option.Option<Redacted.Redacted<string>>
  readonly idempotencyKey: Option.Option<string>
  readonly org: Option.Option<OrganizationId>
}

/** A server, or the store that the environment names: exactly one of them must be meant. */
export const chooseDestination = Effect.fnUntraced(function* ({
  url,
  key,
  idempotencyKey,
  org,
}: Target): Effect.fn.Return<Destination, CommandFailure> {
  if (Option.isSome(url) === Option.isSome(org)) {
    return yield* refuse("say where to: --url for a server, or --org for the store that the environment names")
  }
  if (Option.isSome(org)) {
    if (Option.isSome(idempotencyKey)) return yield* refuse("--idempotency-key goes with --url")
    return {
      send: (job) => importToStore(org.value, job),
      repeat: "Import it again: what is stored by then is skipped.",
    }
  }
  if (Option.isNone(key)) return yield* refuse("an API key is required: set BULK_CONTACTS_KEY, or give --key")
  const server = {
    url: Option.getOrThrow(url),
    key: key.value,
    idempotencyKey: Option.getOrElse(idempotencyKey, () => SecureRandom.uuidV4Unsafe()),
  }
  return { send: (job) => importToServer(server, job), repeat: repeatSafely(server) }
})

const refuse = (message: string) => Effect.fail(new CommandFailure({ message }))
