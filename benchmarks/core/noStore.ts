import { Accounts, Contacts, ContactTypes, layerWithoutIdempotencyRecords, UnitOfWork } from "@bulk-contacts/core"
import { Effect, Layer } from "effect"

/** Ports that cost nothing: every account and contact type exists, and no email does. */
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
