import { Administration, OrganizationNotFound } from "@bulk-contacts/adapter-pg"
import { ContactReader, exportContacts, listContacts, type OrganizationId } from "@bulk-contacts/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { explain } from "../explain.ts"
import { storeSettings } from "../settings.ts"
import { database, migrated } from "../store.ts"
import type { ContactSource } from "./ContactSource.ts"

const PAGE = 1000

/** Reads from the store that the environment names. The store stays open as long as the scope. */
export const openStoreSource = Effect.fnUntraced(function* (organizationId: OrganizationId) {
  const store = yield* Layer.build(migrated(yield* Effect.flatMap(storeSettings, database)))
  const { organizationExists } = Context.get(store, Administration)
  if (!(yield* organizationExists(organizationId))) return yield* new OrganizationNotFound({ id: organizationId })
  const reader = Context.get(store, ContactReader)
  return {
    list: (filter, sort) =>
      Stream.paginate(null as string | null, (after) =>
        listContacts(organizationId, { filter, sort, after, limit: PAGE }).pipe(
          Effect.catchTag("InvalidPosition", Effect.die),
          Effect.map(({ contacts, next }) => [[contacts], Option.fromNullOr(next)] as const),
        ),
      ).pipe(Stream.mapError(explain), Stream.provideService(ContactReader, reader)),
    exportAll: (filter) =>
      Stream.unwrap(exportContacts(organizationId, filter)).pipe(
        Stream.mapError(explain),
        Stream.provideService(ContactReader, reader),
      ),
  } satisfies ContactSource
}, Effect.mapError(explain))
