import type { OrganizationId } from "@bulk-contacts/core"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import { type CommandFailure, rejection } from "../CommandFailure.ts"
import type { Destination } from "./destination.ts"
import { repeatSafely } from "./ServerTarget.ts"
import { importToServer } from "./toServer.ts"
import { importToStore } from "./toStore.ts"

interface Target {
  readonly url: Option.Option<URL>
  readonly key: Option.Option<Redacted.Redacted<string>>
  readonly idempotencyKey: Option.Option<string>
  readonly org: Option.Option<OrganizationId>
}

/** A server, or the store that the environment names: exactly one of them. */
export const chooseDestination = Effect.fnUntraced(function* ({
  url,
  key,
  idempotencyKey,
  org,
}: Target): Effect.fn.Return<Destination, CommandFailure> {
  if (Option.isSome(url) === Option.isSome(org)) {
    return yield* rejection(
      "specify a destination: --url for a server, or --org for the store that the environment names",
    )
  }
  if (Option.isSome(org)) {
    if (Option.isSome(idempotencyKey)) return yield* rejection("--idempotency-key requires --url")
    return {
      send: (job) => importToStore(org.value, job),
      repeat: "Import the file again: contacts that were stored will be skipped.",
    }
  }
  if (Option.isNone(key)) return yield* rejection("an API key is required: set BULK_CONTACTS_KEY, or use --key")
  const server = {
    url: Option.getOrThrow(url),
    key: key.value,
    idempotencyKey: Option.getOrElse(idempotencyKey, () => SecureRandom.uuidV4Unsafe()),
  }
  return { send: (job) => importToServer(server, job), repeat: repeatSafely(server) }
})
