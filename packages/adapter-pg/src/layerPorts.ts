import { Effect, Layer } from "effect"
import { layerKeyOwners } from "./administration/ApiKeyCache.ts"
import { layerAdministration } from "./administration/layerAdministration.ts"
import { layerMigrations, Migrations } from "./migrations/Migrations.ts"
import { layerAccounts } from "./ports/Accounts.ts"
import { layerApiKeys } from "./ports/ApiKeys.ts"
import { layerContacts } from "./ports/Contacts.ts"
import { layerContactTypes } from "./ports/ContactTypes.ts"
import { layerIdempotencyRecords } from "./ports/IdempotencyRecords.ts"
import { layerStagedContacts } from "./ports/StagedContacts.ts"
import { layerUnitOfWork } from "./ports/UnitOfWork.ts"

/** Every port of the core, the administration and the migrations, on whatever database the client is connected to. */
export const layerPorts = Layer.mergeAll(
  layerAccounts,
  layerContactTypes,
  layerContacts,
  layerStagedContacts,
  layerIdempotencyRecords,
  layerApiKeys,
  layerAdministration,
  layerMigrations,
).pipe(Layer.provideMerge(layerUnitOfWork), Layer.provide(layerKeyOwners))

/** The same, on a database that is migrated first. */
export const layerPortsMigrated = Layer.effectDiscard(Effect.flatMap(Migrations, ({ run }) => run)).pipe(
  Layer.provideMerge(layerPorts),
)
