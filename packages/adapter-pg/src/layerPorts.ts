import type {
  Accounts,
  ApiKeys,
  ContactReader,
  Contacts,
  ContactTypes,
  IdempotencyRecords,
  Imports,
  ReferenceReader,
  StagedContacts,
  UnitOfWork,
} from "@bulk-contacts/core/ports"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as SqlClient from "effect/sql/SqlClient"
import type { Administration } from "./administration/Administration.ts"
import { layerApiKeyCache } from "./administration/ApiKeyCache.ts"
import { layerAdministration } from "./administration/layerAdministration.ts"
import type { Backups } from "./backup/Backups.ts"
import { layerBackups } from "./backup/layerBackups.ts"
import { layerStatements, type Statements } from "./connection/Statements.ts"
import { layerMigrations, Migrations } from "./migrations/Migrations.ts"
import { layerAccounts } from "./ports/Accounts.ts"
import { layerApiKeys } from "./ports/ApiKeys.ts"
import { layerContactReader } from "./ports/ContactReader.ts"
import { layerContacts } from "./ports/Contacts.ts"
import { layerContactTypes } from "./ports/ContactTypes.ts"
import { layerDirectInserts } from "./ports/DirectInserts.ts"
import { layerIdempotencyRecords } from "./ports/IdempotencyRecords.ts"
import { layerImports } from "./ports/Imports.ts"
import { layerOrganizations } from "./ports/Organizations.ts"
import { layerReferenceReader } from "./ports/ReferenceReader.ts"
import { layerStagedContacts } from "./ports/StagedContacts.ts"
import { layerStoreReadiness } from "./ports/StoreReadiness.ts"
import { layerUnitOfWork } from "./ports/UnitOfWork.ts"

/** What a store on PostgreSQL provides: every port of the core, the administration and the migrations. */
export type PostgresServices =
  | Accounts
  | Administration
  | ApiKeys
  | Backups
  | ContactReader
  | Contacts
  | ContactTypes
  | IdempotencyRecords
  | Imports
  | Migrations
  | ReferenceReader
  | StagedContacts
  | UnitOfWork

const ports = Layer.mergeAll(
  layerOrganizations,
  layerAccounts,
  layerContactTypes,
  layerContacts,
  layerContactReader,
  layerReferenceReader,
  layerStagedContacts,
  layerIdempotencyRecords,
  layerImports,
  layerApiKeys,
  layerAdministration,
  layerMigrations,
  layerStoreReadiness,
  layerBackups,
)

/** How units of work are carried out. */
type UnitsOfWork = Layer.Layer<UnitOfWork, never, SqlClient.SqlClient | Statements>

/** On a client of this package, whose connections are used for nothing else. */
const layerOwnUnitsOfWork = Layer.merge(layerUnitOfWork, layerDirectInserts)

/**
 * Provides them on the database of the client, whatever it is: on the tables in a schema, or, without one, on those that
 * the database has.
 */
export const layerPorts = (schema?: string, unitsOfWork: UnitsOfWork = layerOwnUnitsOfWork) =>
  ports.pipe(Layer.provideMerge(unitsOfWork), Layer.provide(layerApiKeyCache), Layer.provide(layerStatements(schema)))

/** The same, after migrating the database. */
export const layerPortsMigrated = (schema?: string) =>
  Layer.effectDiscard(Effect.flatMap(Migrations, ({ run }) => run)).pipe(Layer.provideMerge(layerPorts(schema)))
