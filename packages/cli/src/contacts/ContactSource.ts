import type { ContactFilter, ContactSort, ListedContact } from "@bulk-contacts/core"
import type * as Stream from "effect/Stream"
import type { CommandFailure } from "../CommandFailure.ts"

/** Contacts, page by page. */
export type ContactPages = Stream.Stream<ReadonlyArray<ListedContact>, CommandFailure>

/** Where contacts are read from: a server, or a store. */
export interface ContactSource {
  /** In the order of `sort`. It reads no further than the stream is consumed. */
  readonly list: (filter: ContactFilter, sort: ContactSort) => ContactPages
  /** All that match, the newest first. */
  readonly exportAll: (filter: ContactFilter) => ContactPages
}
