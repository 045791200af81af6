import { Administration, OrganizationNotFound } from "@bulk-contacts/adapter-pg"
import { bulkCreateContactStream, type OrganizationId, type ReferenceNotFound } from "@bulk-contacts/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { explain } from "../explain.ts"
import { storeSettings } from "../settings.ts"
import { database, migrated } from "../store.ts"
import type { ImportJob, ImportResult } from "./destination.ts"
import { ImportRejected, rejectProblems } from "./ImportRejected.ts"
import { readJob } from "./readJob.ts"

/** Imports directly into the store that the environment names. The store stays open as long as the scope. */
export const importToStore = Effect.fnUntraced(function* (organizationId: OrganizationId, job: ImportJob) {
  const store = yield* openOrganization(organizationId)
  const { file, defaults, options, progress } = job
  const contacts = readJob(job, progress.countBytes(file.bytes))
  const result = yield* bulkCreateContactStream(organizationId, contacts, defaults, options).pipe(
    Effect.provideContext(store),
    Effect.catchTags({
      InvalidRequest: ({ problems, omitted }) => Effect.fail(rejectProblems(problems, omitted)),
      NoContactsToCreate: reject,
      IdempotencyKeyInUse: reject,
      IdempotencyKeyReused: reject,
      RequestTooLarge: reject,
      ReferenceNotFound: (error) => Effect.fail(rejectReferences(organizationId, error)),
      StoreFailure: (error) => Effect.fail(explain(error)),
    }),
  )
  const { outcomes: staged, ...counts } = result
  return { ...counts, ...(staged && { outcomes: Stream.mapError(staged, explain) }) } satisfies ImportResult
})

/** Opens the store that the environment names, for as long as the scope, and requires that it has the organization. */
export const openOrganization = Effect.fnUntraced(function* (id: OrganizationId) {
  const store = yield* openStore
  yield* requireOrganization(id, store)
  return store
}, Effect.mapError(explain))

const openStore = Effect.gen(function* () {
  const layer = yield* Effect.flatMap(storeSettings, database)
  return yield* Layer.build(migrated(layer))
})

const requireOrganization = Effect.fnUntraced(function* (id: OrganizationId, store: Context.Context<Administration>) {
  const { organizationExists } = Context.get(store, Administration)
  if (!(yield* organizationExists(id))) return yield* new OrganizationNotFound({ id })
})

const reject = ({ message }: Error) => Effect.fail(new ImportRejected({ reason: message }))

const rejectReferences = (organizationId: OrganizationId, { message, problems, omitted }: ReferenceNotFound) =>
  new ImportRejected({ reason: `${message} in organization ${organizationId}`, problems, omitted })
