import type { StagedContacts } from "../../ports/StagedContacts.ts"
import { joinSuites, type Store } from "../Suite.ts"
import { contactStreamSuite } from "./streams/contactStream.ts"
import { streamIdempotencyKeySuite } from "./streams/idempotencyKey.ts"
import { stagedContactsSuite } from "./streams/stagedContacts.ts"

/** Everything that streams promise, on any store that has stages and idempotency keys. */
export const streamSuite = joinSuites<Store | StagedContacts>(
  stagedContactsSuite,
  contactStreamSuite,
  streamIdempotencyKeySuite,
)
