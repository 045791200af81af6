import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { streamFromCaller } from "../caller/streamFromCaller.ts"
import type { BulkCreateResult } from "../domain/BulkCreateResult.ts"
import type { BulkCreateRefusal, StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import type { BulkCreateDefaults, ContactInput } from "../request/BulkCreateRequest.ts"
import {
  type BulkCreateStreamPorts,
  type BulkCreateStreamResult,
  bulkCreateContactStream,
} from "../streams/bulkCreateContactStream.ts"
import type { StreamedContact } from "../streams/StreamedContact.ts"
import { aborted } from "./untilAborted.ts"

/** The bulk create of contacts that a caller passes as an iterable, with all outcomes in memory. */
export const streamCall = (
  organizationId: OrganizationId,
  contacts: unknown,
  defaults: BulkCreateDefaults,
  options: BulkCreateOptions,
  signal: AbortSignal | undefined,
): Effect.Effect<BulkCreateResult, BulkCreateRefusal | StoreFailure, BulkCreateStreamPorts> => {
  const carryOut = bulkCreateContactStream(organizationId, streamOf(contacts, signal), defaults, options)
  return Effect.scoped(Effect.flatMap(carryOut, collectOutcomes))
}

const collectOutcomes = Effect.fnUntraced(function* ({ outcomes, ...result }: BulkCreateStreamResult) {
  return outcomes === undefined ? result : { ...result, outcomes: yield* Stream.runCollect(outcomes) }
})

/** Stops reading if the signal aborts. */
const streamOf = (contacts: unknown, signal: AbortSignal | undefined): Stream.Stream<StreamedContact> => {
  const streamed = Stream.map(streamFromCaller(contacts), (contact) => ({ contact: contact as ContactInput }))
  return signal === undefined ? streamed : Stream.interruptWhen(streamed, aborted(signal))
}
