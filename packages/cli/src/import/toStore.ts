import { bulkCreateContactStream, type OrganizationId, type ReferenceNotFound } from "@bulk-contacts/core"
import { Effect, Layer, Stream } from "effect"
import { CommandFailure, explain } from "../CommandFailure.ts"
import { storeSettings } from "../settings.ts"
import { serverStore } from "../store.ts"
import type { ImportJob, ImportResult } from "./destination.ts"
import { readContacts } from "./ImportFile.ts"
import { ImportRefused, refuseProblems } from "./ImportRefused.ts"

/** Imports straight into the store that the environment names, which is open as long as the scope. */
export const importToStore = Effect.fnUntraced(function* (
  organizationId: OrganizationId,
  { file, defaults, dryRun, outcomes, progress }: ImportJob,
) {
  const settings = yield* Effect.mapError(storeSettings, explain)
  if (settings.kind === "memory") {
    return yield* new CommandFailure({ message: "STORE: memory ends with the process; there is nothing to import to" })
  }
  const ports = yield* Effect.mapError(Layer.build(serverStore(settings, false)), explain)
  const contacts = progress.countContacts(readContacts(file, progress.countBytes(file.bytes)))
  const result = yield* bulkCreateContactStream(organizationId, contacts, defaults, { dryRun, outcomes }).pipe(
    Effect.provideContext(ports),
    Effect.catchTags({
      InvalidRequest: ({ problems, omitted }) => Effect.fail(refuseProblems(problems, omitted)),
      NoContactsToCreate: refuse,
      IdempotencyKeyInUse: refuse,
      IdempotencyKeyReused: refuse,
      ReferenceNotFound: (error) => Effect.fail(refuseReferences(organizationId, error)),
      StoreFailure: (error) => Effect.fail(explain(error)),
    }),
  )
  const { outcomes: staged, ...counts } = result
  return {
    ...counts,
    ...(staged && { outcomes: Stream.mapError(staged, explain) }),
  } satisfies ImportResult
})

const refuse = ({ message }: Error) => Effect.fail(new ImportRefused({ reason: message }))

const refuseReferences = (organizationId: OrganizationId, { message, problems }: ReferenceNotFound) =>
  new ImportRefused({ reason: `${message} in the organization ${organizationId}`, problems })
