import {
  Accounts,
  type BulkCreatePorts,
  Contacts,
  ContactTypes,
  IdempotencyRecords,
  Imports,
  type StoreFailure,
  UnitOfWork,
} from "@bulk-contacts/core"
import { Effect, Option } from "effect"

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
        read: (...args) => around(records.read(...args)),
        store: (...args) => around(records.store(...args)),
        removeOfImport: (...args) => around(records.removeOfImport(...args)),
      })),
      aroundImports(around),
      Effect.updateService(UnitOfWork, ({ atomically }) => ({ atomically: (unit) => around(atomically(unit)) })),
    )

/** A store need not have this port. */
const aroundImports =
  (around: Around) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.flatMap(
      Effect.serviceOption(Imports),
      Option.match({
        onNone: () => effect,
        onSome: ({ record, undo, list }) =>
          Effect.provideService(effect, Imports, {
            record: (...args) => around(record(...args)),
            undo: (...args) => around(undo(...args)),
            list: (...args) => around(list(...args)),
          }),
      }),
    )
