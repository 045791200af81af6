import {
  Accounts,
  type BulkCreatePorts,
  Contacts,
  ContactTypes,
  IdempotencyRecords,
  type StoreFailure,
  UnitOfWork,
} from "@bulk-contacts/core"
import { Effect } from "effect"

/** Wraps each call of a port: to do something before it, after it, or instead of it. */
export type Around = <A, E, R>(call: Effect.Effect<A, E | StoreFailure, R>) => Effect.Effect<A, E | StoreFailure, R>

/** Runs an effect with every call of the ports of a bulk create wrapped in `around`. */
export const aroundPortCalls =
  (around: Around) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R | BulkCreatePorts> =>
    effect.pipe(
      Effect.updateService(Accounts, ({ missing }) => ({ missing: (...args) => around(missing(...args)) })),
      Effect.updateService(ContactTypes, (types) => ({
        missing: (...args) => around(types.missing(...args)),
        default: (...args) => around(types.default(...args)),
      })),
      Effect.updateService(Contacts, ({ findByEmail, insertNew }) => ({
        findByEmail: (...args) => around(findByEmail(...args)),
        insertNew: (...args) => around(insertNew(...args)),
      })),
      Effect.updateService(IdempotencyRecords, (records) => ({
        ...records,
        find: (...args) => around(records.find(...args)),
        store: (...args) => around(records.store(...args)),
      })),
      Effect.updateService(UnitOfWork, ({ atomically }) => ({ atomically: (unit) => around(atomically(unit)) })),
    )
