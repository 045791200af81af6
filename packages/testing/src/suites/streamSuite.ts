import type { StagedContacts } from "@bulk-contacts/core"
import { joinSuites, type Store } from "../Suite.ts"
import { contactStreamSuite } from "./streams/contactStream.ts"
import { streamIdempotencyKeySuite } from "./streams/idempotencyKey.ts"
import { lenientStreamSuite } from "./streams/lenient.ts"
import { stagedContactsSuite } from "./streams/stagedContacts.ts"

/** Tests everything that streams guarantee, on any store with staging areas and idempotency records. */
export const streamSuite = joinSuites<Store | StagedContacts>(
  stagedContactsSuite,
  contactStreamSuite,
  streamIdempotencyKeySuite,
  lenientStreamSuite,
)
