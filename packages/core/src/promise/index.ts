/**
 * The bulk creation of contacts as promises, on ports that are plain async functions.
 *
 * @module @bulk-contacts/core/promise
 */

export type { ColumnTarget, CsvOptions } from "../csv/CsvOptions.ts"
export type { JsonObject } from "../domain/JsonObject.ts"
export type { ProblemCode } from "../domain/ProblemCode.ts"
export type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"
export type {
  BulkCreateDefaults,
  BulkCreateRequest,
  ContactFields,
  ContactInput,
} from "../request/BulkCreateRequest.ts"
export type {
  BulkCreated,
  BulkCreateOutcome,
  BulkCreateRefusal,
  IdempotencyKeyInUse,
  IdempotencyKeyReused,
  InvalidRequest,
  NoContactsToCreate,
  Problem,
  ReferenceNotFound,
  RequestTooLarge,
} from "./BulkCreateOutcome.ts"
export type { Contact, NewContact } from "./Contact.ts"
export type { AbortableOptions, ContactsService } from "./ContactsService.ts"
export type {
  Import,
  ImportNotFound,
  ImportsPage,
  ImportUndone,
  NewImport,
  UndoImportOutcome,
  UndoneImport,
} from "./Import.ts"
export { type ContactsServiceOptions, makeContactsService } from "./makeContactsService.ts"
export type {
  AccountsPort,
  BulkContactsPorts,
  BulkContactsPortsWithKeys,
  ContactsPort,
  ContactTypesPort,
  EmailOwner,
  IdempotencyRecord,
  IdempotencyRecordsPort,
  ImportsPort,
  OrganizationsPort,
} from "./Ports.ts"
export type {
  ContactFilter,
  ContactPage,
  ContactQuery,
  ContactReaderPort,
  ListedContact,
  ReferenceQuery,
  ReferenceReaderPort,
} from "./Readers.ts"
export { type CsvProblem, type CsvRow, InvalidCsv, readCsv } from "./readCsv.ts"
export type {
  ContactOutcome,
  CreatedOutcome,
  DuplicateOutcome,
  ExistingOutcome,
  InvalidOutcome,
  StoredResult,
} from "./StoredResult.ts"
export { StoreFailure } from "./StoreFailure.ts"
