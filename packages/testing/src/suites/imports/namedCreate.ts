import {
  type BulkCreateOptions,
  type BulkCreateRefusal,
  type BulkCreateRequest,
  type BulkCreateResult,
  bulkCreateContactStream,
  bulkCreateContacts,
  ImportId,
  type OrganizationId,
  type StagedContacts,
  type StoreFailure,
} from "@bulk-contacts/core"
import { Effect, Stream } from "effect"
import fc from "fast-check"
import type { Store } from "../../Suite.ts"

/** How the contacts of a request arrive. */
export type Form = "list" | "stream"

export const form = fc.constantFrom<Form>("list", "stream")

/** The store that the suites of imports need. */
export type ImportStore = Store | StagedContacts

/** A bulk create in one of the forms, without the outcomes. */
export const createIn = (
  form: Form,
  organizationId: OrganizationId,
  { contacts, ...defaults }: BulkCreateRequest,
  options: BulkCreateOptions = {},
): Effect.Effect<Omit<BulkCreateResult, "outcomes">, BulkCreateRefusal | StoreFailure, ImportStore> =>
  form === "list"
    ? bulkCreateContacts(organizationId, { contacts, ...defaults }, options)
    : Effect.scoped(
        bulkCreateContactStream(
          organizationId,
          Stream.map(Stream.fromIterable(contacts), (contact) => ({ contact })),
          defaults,
          options,
        ),
      )

/** The id of the import of a result. */
export const importIdOf = ({ importId }: { readonly importId?: ImportId }): ImportId =>
  importId ?? ImportId.make("none")
