import {
  type ContactId,
  type DirectContact,
  type DirectInsertsShape,
  makeSteadyClock,
  type OrganizationId,
  type References,
  type StoreFailure,
} from "@bulk-contacts/core/ports"
import type * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"

type InsertNew = DirectInsertsShape["insertNew"]

/** The ids of the inserted contacts, or null. */
type Inserted = ReadonlySet<ContactId> | null

interface Request {
  /** That of the fiber which made the request. */
  readonly context: Context.Context<never>
  readonly contacts: ReadonlyArray<DirectContact>
  readonly references: References
  readonly inserted: Deferred.Deferred<Inserted, StoreFailure>
}

/** The requests of one organization. */
interface Groups {
  /** Whether a timer will look whether the groups in progress are slow. */
  isWatched: boolean
  /** When each group in progress began, in milliseconds. */
  readonly begun: Array<number>
  readonly waiting: Array<Request>
}

/** The most contacts of a group. */
const MAX_CONTACTS = 500

/** The most accounts of a group, counted once for each request that has them. */
const MAX_ACCOUNTS = 10_000

/** The most groups of an organization that are in progress at once: one, and another one while that is slow. */
const MAX_GROUPS = 2

/** Milliseconds after which a group is slow: it probably waits for a lock. */
const SLOW = 25

/** Milliseconds after which nobody waits for a group any more: the network is probably silent. Locks take less. */
const STUCK = 250

/**
 * Has requests of one organization share an insert, and with it a transaction: those that arrive while an insert is in
 * progress are the next group. Nobody waits for others to arrive.
 *
 * Each request gets the result for its own contacts. If the shared insert returns null or fails, so does each of them:
 * those that were refused together are then carried out alone, by the other ports. So is everything that waits while all
 * groups are stuck.
 */
export const groupInserts = (insertNew: InsertNew): Effect.Effect<InsertNew> =>
  Effect.gen(function* () {
    const clock = yield* makeSteadyClock
    const organizations = new Map<OrganizationId, Groups>()

    const groupsOf = (organizationId: OrganizationId): Groups => {
      const known = organizations.get(organizationId)
      if (known !== undefined) return known
      const groups = { isWatched: false, begun: [], waiting: [] }
      organizations.set(organizationId, groups)
      return groups
    }

    const begin = (organizationId: OrganizationId, groups: Groups): void => {
      const now = clock.currentTimeMillisUnsafe()
      const [first] = groups.waiting
      if (first === undefined || !mayBegin(groups, now)) return
      groups.begun.push(now)
      const group = takeGroup(groups.waiting)
      const contacts = group.flatMap((request) => request.contacts)
      const insert = Effect.onExit(insertNew(organizationId, contacts, mergeReferences(group)), (exit) =>
        Effect.sync(() => {
          for (const request of group) {
            Deferred.doneUnsafe(
              request.inserted,
              Exit.map(exit, (ids) => ownOf(request, ids)),
            )
          }
          groups.begun.splice(groups.begun.indexOf(now), 1)
          begin(organizationId, groups)
          if (groups.begun.length === 0) organizations.delete(organizationId)
        }),
      )
      // Spans and log lines of the insert belong to the first request.
      Effect.runForkWith(first.context)(insert)
    }

    /** Begins a group, or, if all groups are stuck, leaves what waits to the other ports. */
    const proceed = (organizationId: OrganizationId, groups: Groups): void => {
      if (areStuck(groups, clock.currentTimeMillisUnsafe())) {
        for (const { inserted } of groups.waiting.splice(0)) Deferred.doneUnsafe(inserted, Exit.succeed(null))
      } else begin(organizationId, groups)
    }

    /** Proceeds when the groups in progress may have become slow. One timer for all that wait. */
    const watch = (organizationId: OrganizationId, groups: Groups): Effect.Effect<void> =>
      Effect.delay(
        Effect.suspend(() => {
          proceed(organizationId, groups)
          groups.isWatched = groups.waiting.length > 0
          return groups.isWatched ? watch(organizationId, groups) : Effect.void
        }),
        SLOW + 1,
      )

    return (organizationId, contacts, references) =>
      Effect.contextWith((context: Context.Context<never>) => {
        const groups = groupsOf(organizationId)
        const request = { context, contacts, references, inserted: Deferred.makeUnsafe<Inserted, StoreFailure>() }
        groups.waiting.push(request)
        proceed(organizationId, groups)
        const result = resultOf(request, groups)
        if (groups.waiting.length === 0 || groups.isWatched) return result
        groups.isWatched = true
        return Effect.andThen(Effect.forkDetach(watch(organizationId, groups)), result)
      })
  })

const allTakeLonger = ({ begun }: Groups, now: number, limit: number): boolean =>
  begun.every((time) => now - time > limit)

const areStuck = (groups: Groups, now: number): boolean =>
  groups.begun.length === MAX_GROUPS && allTakeLonger(groups, now, STUCK)

const mayBegin = (groups: Groups, now: number): boolean =>
  groups.begun.length < MAX_GROUPS && allTakeLonger(groups, now, SLOW)

/** Interruptible until the group begins; an interrupted request is no part of it. */
const resultOf = ({ inserted }: Request, { waiting }: Groups): Effect.Effect<Inserted, StoreFailure> =>
  Effect.onInterrupt(Deferred.await(inserted), () =>
    Effect.suspend(() => {
      const at = waiting.findIndex((request) => request.inserted === inserted)
      if (at === -1) return Effect.exit(Deferred.await(inserted))
      waiting.splice(at, 1)
      return Effect.void
    }),
  )

/** The first requests whose contacts and accounts fit into a group. One request alone always fits. */
const takeGroup = (waiting: Array<Request>): ReadonlyArray<Request> => {
  let contacts = 0
  let accounts = 0
  const end = waiting.findIndex((request) => {
    contacts += request.contacts.length
    accounts += request.references.accountIds.length
    return contacts > MAX_CONTACTS || accounts > MAX_ACCOUNTS
  })
  return waiting.splice(0, end === -1 ? waiting.length : Math.max(end, 1))
}

const mergeReferences = (group: ReadonlyArray<Request>): References => ({
  accountIds: distinct(group.flatMap(({ references }) => references.accountIds)),
  contactTypes: distinct(group.flatMap(({ references }) => references.contactTypes)),
  needsDefaultContactType: group.some(({ references }) => references.needsDefaultContactType),
})

const distinct = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> => [...new Set(values)]

const ownOf = ({ contacts }: Request, inserted: Inserted): Inserted =>
  inserted && new Set(contacts.flatMap(({ id }) => (inserted.has(id) ? [id] : [])))
