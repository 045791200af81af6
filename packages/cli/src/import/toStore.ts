import { bulkCreateContactStream, type OrganizationId, type ReferenceNotFound } from "@bulk-contacts/core"
import { Effect, Layer, Stream } from "effect"
import { explain, rejection } from "../CommandFailure.ts"
import { storeSettings } from "../settings.ts"
import { serverStore } from "../store.ts"
import type { ImportJob, ImportResult } from "./destination.ts"
import { ImportRejected, rejectProblems } from "./ImportRejected.ts"
import { readJob } from "./readJob.ts"

/** Imports directly into the store that the environment names. The store stays open as long as the scope. */
export const importToStore = Effect.fnUntraced(function* (organizationId: OrganizationId, job: ImportJob) {
  const settings = yield* Effect.mapError(storeSettings, explain)
  if (settings.kind === "memory") {
    return yield* rejection("STORE=memory keeps nothing after the process ends: set DATABASE_URL, or STORE=pglite")
  }
  const ports = yield* Effect.mapError(Layer.build(serverStore(settings, false)), explain)
  const { file, defaults, dryRun, outcomes, progress } = job
  const contacts = readJob(job, progress.countBytes(file.bytes))
  const result = yield* bulkCreateContactStream(organizationId, contacts, defaults, { dryRun, outcomes }).pipe(
    Effect.provideContext(ports),
    Effect.catchTags({
      InvalidRequest: ({ problems, omitted }) => Effect.fail(rejectProblems(problems, omitted)),
      NoContactsToCreate: reject,
      IdempotencyKeyInUse: reject,
      IdempotencyKeyReused: reject,
      ReferenceNotFound: (error) => Effect.fail(rejectReferences(organizationId, error)),
      StoreFailure: (error) => Effect.fail(explain(error)),
    }),
  )
  const { outcomes: staged, ...counts } = result
  return { ...counts, ...(staged && { outcomes: Stream.mapError(staged, explain) }) } satisfies ImportResult
})

const reject = ({ message }: Error) => Effect.fail(new ImportRejected({ reason: message }))

const rejectReferences = (organizationId: OrganizationId, { message, problems }: ReferenceNotFound) =>
  new ImportRejected({ reason: `${message} in organization ${organizationId}`, problems })
