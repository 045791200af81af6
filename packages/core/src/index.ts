/**
 * The bulk creation of contacts: the domain, the use case, and the ports that a store implements.
 *
 * @module @bulk-contacts/core
 */

/** @internal For the other packages of this repository. */
export { CurrentTenant } from "./admission/CurrentTenant.ts"
/** @internal For the other packages of this repository. */
export { FairShare, ShareUnavailable } from "./admission/FairShare.ts"
/** @internal For the other packages of this repository. */
export { LoopTurns } from "./admission/LoopTurns.ts"
export { BulkCreatePolicy, type BulkCreatePolicyShape } from "./bulkCreate/BulkCreatePolicy.ts"
export { type BulkCreatePorts, bulkCreateContacts } from "./bulkCreate/bulkCreateContacts.ts"
/** @internal For the other packages of this repository. */
export { checkPolicy } from "./bulkCreate/checkPolicy.ts"
export { layerMemoryStagedContacts, makeMemoryStagedContacts } from "./bulkCreate/memoryStagedContacts.ts"
/** @internal For the other packages of this repository. */
export { checkCallOptions } from "./caller/checkCallOptions.ts"
/** @internal For the other packages of this repository. */
export { isAsyncIterable, openAsyncIterator, openIterator, requireIterable } from "./caller/openIterator.ts"
export type { CsvColumn, CsvHeader, CsvSummary, TableHeader } from "./csv/CsvHeader.ts"
export type { ColumnTarget, CsvOptions } from "./csv/CsvOptions.ts"
export { parseColumnMap } from "./csv/checkOptions.ts"
export { exportColumns } from "./csv/columns/exportColumns.ts"
export { namesOfFields } from "./csv/columns/knownNames.ts"
/** @internal For the other packages of this repository. */
export { describeColumns } from "./csv/describeColumns.ts"
/** @internal For the other packages of this repository. */
export { makeTableReader } from "./csv/makeTableReader.ts"
export type { OptionExample, OptionSyntax } from "./csv/optionSyntax.ts"
/** @internal For the other packages of this repository. */
export { librarySyntax } from "./csv/optionSyntax.ts"
/** @internal For the other packages of this repository. */
export type { RowsLayout } from "./csv/RowReader.ts"
export { readCsv } from "./csv/readCsv.ts"
/** @internal For the other packages of this repository. */
export { type RowsListener, readRows } from "./csv/readRows.ts"
export { readTable, type TableOptions } from "./csv/readTable.ts"
export { guardFormula, unguardFormula } from "./csv/rows/formulaGuard.ts"
export type { CsvListener, TableListener } from "./csv/TableListener.ts"
export type { DividedRow, TableReader } from "./csv/TableReader.ts"
/** @internal For the other packages of this repository. */
export { csvRow, exportHeader, exportRow } from "./csv/writeCsv.ts"
export type { BulkCreateCounts, BulkCreateResult } from "./domain/BulkCreateResult.ts"
export type { Contact, ContactDetails, NewContact } from "./domain/Contact.ts"
export type {
  ContactOutcome,
  CreatedOutcome,
  DuplicateOutcome,
  ExistingOutcome,
  InvalidOutcome,
} from "./domain/ContactOutcome.ts"
export { EmailAddress } from "./domain/EmailAddress.ts"
export {
  type BulkCreateRefusal,
  IdempotencyKeyInUse,
  IdempotencyKeyReused,
  ImportNotFound,
  InvalidRequest,
  NoContactsToCreate,
  ReferenceNotFound,
  RequestTooLarge,
  StoreFailure,
} from "./domain/errors.ts"
/** @internal For the other packages of this repository. */
export { AccountId, ContactId, ContactTypeId, ImportId, isImportId, OrganizationId } from "./domain/Identifiers.ts"
export type { Import, NewImport } from "./domain/Import.ts"
export type { InvalidContact } from "./domain/InvalidContact.ts"
export { InvalidId } from "./domain/InvalidId.ts"
export type { JsonObject } from "./domain/JsonObject.ts"
/** @internal For the other packages of this repository. */
export { MAX_JSON_NAMES } from "./domain/limits.ts"
/** @internal For the other packages of this repository. */
export { abbreviate, checkNewId, rejectLabel } from "./domain/newId.ts"
/** @internal For the other packages of this repository. */
export { type ContactProblem, type Problem, Problems } from "./domain/Problem.ts"
export { type ProblemCode, problemCodes } from "./domain/ProblemCode.ts"
/** @internal For the other packages of this repository. */
export { checkDefaultCountry, type DefaultCountry } from "./domain/phone/DefaultCountry.ts"
export type { References } from "./domain/References.ts"
/** @internal For the other packages of this repository. */
export type { Rejection } from "./domain/Rejection.ts"
export { REJECTS_COLUMN } from "./domain/rejectsColumn.ts"
export { deleteExpiredRecords, deleteExpiredRecordsHourly } from "./idempotency/deleteExpiredRecords.ts"
export { layerWithoutIdempotencyRecords } from "./idempotency/layerWithoutIdempotencyRecords.ts"
export { IDEMPOTENCY_RETENTION } from "./idempotency/withKeyClaim.ts"
export { listImports } from "./imports/listImports.ts"
export { type ImportUndone, undoImport } from "./imports/undoImport.ts"
/** @internal For the other packages of this repository. */
export { type JsonSize, measureJson } from "./internal/measureJson.ts"
export type { JsonLimits } from "./internal/scanJson.ts"
/** @internal For the other packages of this repository. */
export { makeSteadyClock } from "./internal/steadyClock.ts"
/** @internal For the other packages of this repository. */
export { TextDigest } from "./internal/TextDigest.ts"
/** @internal For the other packages of this repository. */
export { type ContactFilterTexts, contactConditions, readContactFilter } from "./listing/contactFilter.ts"
/** @internal For the other packages of this repository. */
export { contactRecord } from "./listing/contactRecord.ts"
export { exportContacts, listAccounts, listContacts, listContactTypes } from "./listing/listContacts.ts"
/** @internal For the other packages of this repository. */
export { writeContacts } from "./listing/writeContacts.ts"
export { Accounts } from "./ports/Accounts.ts"
export { ApiKeys } from "./ports/ApiKeys.ts"
export {
  type ContactFilter,
  type ContactPage,
  type ContactQuery,
  ContactReader,
  type ContactSort,
  InvalidPosition,
  type ListedContact,
} from "./ports/ContactReader.ts"
export { Contacts } from "./ports/Contacts.ts"
export { ContactTypes } from "./ports/ContactTypes.ts"
export { type DirectContact, DirectInserts, type DirectInsertsShape } from "./ports/DirectInserts.ts"
export { type IdempotencyRecord, IdempotencyRecords, type StoredResult } from "./ports/IdempotencyRecords.ts"
export { Imports, type ImportsPage, type UndoneImport } from "./ports/Imports.ts"
export { Organizations, type OrganizationsShape } from "./ports/Organizations.ts"
export {
  type ListedAccount,
  type ListedContactType,
  type ReferenceQuery,
  ReferenceReader,
} from "./ports/ReferenceReader.ts"
export { StagedContacts, type StagedOutcome, type StagedOwner, type StagingArea } from "./ports/StagedContacts.ts"
export { StoreReadiness } from "./ports/StoreReadiness.ts"
export { UnitOfWork } from "./ports/UnitOfWork.ts"
/** @internal For the other packages of this repository. */
export { layerPromisePorts, type PromisePorts, promisePortsContext } from "./promise/layerPromisePorts.ts"
export type { BulkCreateOptions } from "./request/BulkCreateOptions.ts"
export type { BulkCreateDefaults, BulkCreateRequest, ContactFields, ContactInput } from "./request/BulkCreateRequest.ts"
/** @internal For the other packages of this repository. */
export { type NormalizedContact, normalizeContact } from "./request/normalizeContact.ts"
/** @internal For the other packages of this repository. */
export { parseJson } from "./request/parseJson.ts"
export {
  type BulkCreateStreamPorts,
  type BulkCreateStreamResult,
  bulkCreateContactStream,
} from "./streams/bulkCreateContactStream.ts"
export { type NdjsonListener, readNdjson } from "./streams/ndjson.ts"
export type { ReadContact, StreamedContact, UnreadableContact } from "./streams/StreamedContact.ts"
