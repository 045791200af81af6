import { Effect } from "effect"
import type { StoreFailure } from "../domain/errors.ts"
import { Accounts } from "../ports/Accounts.ts"
import { Contacts } from "../ports/Contacts.ts"
import { ContactTypes } from "../ports/ContactTypes.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"

/** Something that is done about each call of a port: before it, after it, or in its place. */
export type Around = <A, E, R>(call: Effect.Effect<A, E | StoreFailure, R>) => Effect.Effect<A, E | StoreFailure, R>

/** Runs an effect with `around` about every call of the ports that the use case needs. */
export const aroundPortCalls =
  (around: Around) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R | Accounts | ContactTypes | Contacts | UnitOfWork> =>
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
      Effect.updateService(UnitOfWork, ({ atomically }) => ({ atomically: (unit) => around(atomically(unit)) })),
    )
