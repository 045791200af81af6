import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { contactIds, DrawRandomBits } from "../domain/ContactIds.ts"
import { NoContactsToCreate, type StoreFailure } from "../domain/errors.ts"
import type { OrganizationId } from "../domain/Identifiers.ts"
import { isInvalid } from "../domain/InvalidContact.ts"
import { traced } from "../internal/traced.ts"
import { DirectInserts, type DirectInsertsShape } from "../ports/DirectInserts.ts"
import type { StoredResult } from "../ports/IdempotencyRecords.ts"
import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
import type { CheckedContact } from "../request/ContactChecker.ts"
import type { NormalizedRequest } from "../request/normalizeRequest.ts"
import { BulkCreatePolicy } from "./BulkCreatePolicy.ts"
import { findReferences } from "./findReferences.ts"
import { firstOfEachEmail } from "./firstOfEachEmail.ts"
import { planContacts } from "./plan.ts"

/** From here on, what a round trip takes does not matter. */
const MAX_CONTACTS = 500

/** The most account ids of all contacts, counted as often as they occur: the store looks all of them up at once. */
const MAX_ACCOUNTS = 10_000

/**
 * Stores the contacts of a small request by the store's shortcut. Null if there is none, or if the request needs more than
 * that: then nothing is stored.
 */
export const insertDirectly = (
  organizationId: OrganizationId,
  normalized: NormalizedRequest,
  options: BulkCreateOptions,
): Effect.Effect<StoredResult | null, NoContactsToCreate | StoreFailure> =>
  Effect.contextWith((context: Context.Context<never>) => {
    const shortcut = Context.get(context, DirectInserts)
    return shortcut === null || !isSmall(normalized) || !isPlain(options)
      ? Effect.succeed(null)
      : insertBy(shortcut, organizationId, normalized, context)
  })

const insertBy = Effect.fnUntraced(function* (
  shortcut: DirectInsertsShape,
  organizationId: OrganizationId,
  { contacts, defaults }: NormalizedRequest,
  context: Context.Context<never>,
): Effect.fn.Return<StoredResult | null, NoContactsToCreate | StoreFailure> {
  const references = yield* findReferences(contacts, defaults)
  const now = Context.get(context, Clock.Clock).currentTimeMillisUnsafe()
  const nextId = contactIds(now, Context.get(context, DrawRandomBits))
  const planned = yield* planContacts(contacts, defaults, nextId, new Date(now), null)
  const inserted = yield* shortcut.insertNew(organizationId, firstOfEachEmail(planned), references)
  if (inserted === null) return null
  const { allDuplicates } = Context.get(context, BulkCreatePolicy)
  if (inserted.size === 0 && allDuplicates === "reject") return yield* new NoContactsToCreate()
  return { total: contacts.length, created: inserted.size, skipped: contacts.length - inserted.size }
}, traced("insertDirectly"))

const isSmall = ({ contacts, defaults }: NormalizedRequest): boolean =>
  contacts.length <= MAX_CONTACTS && countAccounts(contacts) + defaults.accountIds.length <= MAX_ACCOUNTS

const countAccounts = (contacts: ReadonlyArray<CheckedContact>): number => {
  let count = 0
  for (const contact of contacts) if (!isInvalid(contact)) count += contact.accountIds?.length ?? 0
  return count
}

const isPlain = ({ idempotencyKey, import: name, dryRun, outcomes, lenient }: BulkCreateOptions): boolean =>
  idempotencyKey === undefined && name === undefined && !dryRun && !outcomes && !lenient
