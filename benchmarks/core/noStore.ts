import { Accounts, Contacts, ContactTypes, layerWithoutIdempotencyRecords, UnitOfWork } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"

/** Ports that do nothing at no cost: all that is referred to exists, and every email is free. */
export const noStore = Layer.mergeAll(
  Layer.succeed(Accounts, { missing: () => Effect.succeed([]) }),
  Layer.succeed(ContactTypes, { missing: () => Effect.succeed([]), default: () => Effect.succeedNone }),
  Layer.succeed(Contacts, {
    findByEmail: () => Effect.succeed(new Map()),
    insertNew: (_, contacts) => Effect.succeed(contacts.length),
  }),
  Layer.succeed(UnitOfWork, { atomically: (effect) => effect }),
  layerWithoutIdempotencyRecords,
)
