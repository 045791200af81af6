import type { IdempotencyRecords } from "../../ports/IdempotencyRecords.ts"
import type { StagedContacts } from "../../ports/StagedContacts.ts"
import { joinSuites, type Store } from "../Suite.ts"
import { contactStreamSuite } from "./streams/contactStream.ts"
import { stagedContactsSuite } from "./streams/stagedContacts.ts"
import { streamOnceSuite } from "./streams/streamOnce.ts"

/** Everything that streams promise, on any store that has stages and idempotency keys. */
export const streamSuite = joinSuites<Store | StagedContacts | IdempotencyRecords>(
  stagedContactsSuite,
  contactStreamSuite,
  streamOnceSuite,
)
