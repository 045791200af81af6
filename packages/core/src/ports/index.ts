/**
 * What a store implements, and nothing of the use case: for programs that should start fast.
 *
 * @module @bulk-contacts/core/ports
 */

/** @internal For the other packages of this repository. */
export { CurrentTenant } from "../admission/CurrentTenant.ts"
/** @internal For the other packages of this repository. */
export { FairShare, ShareUnavailable } from "../admission/FairShare.ts"
export { layerMemoryStagedContacts, makeMemoryStagedContacts } from "../bulkCreate/memoryStagedContacts.ts"
export type { Contact, ContactDetails, NewContact } from "../domain/Contact.ts"
export type { EmailAddress } from "../domain/EmailAddress.ts"
export { IdempotencyKeyInUse, StoreFailure } from "../domain/errors.ts"
export { AccountId, ContactId, ContactTypeId, ImportId, isImportId, OrganizationId } from "../domain/Identifiers.ts"
export type { Import, NewImport } from "../domain/Import.ts"
export type { InvalidContact } from "../domain/InvalidContact.ts"
export { InvalidId } from "../domain/InvalidId.ts"
export type { JsonObject } from "../domain/JsonObject.ts"
/** @internal For the other packages of this repository. */
export { abbreviate, checkNewId, rejectLabel } from "../domain/newId.ts"
/** @internal For the other packages of this repository. */
export { checkDefaultCountry } from "../domain/phone/DefaultCountry.ts"
export type { References } from "../domain/References.ts"
/** @internal For the other packages of this repository. */
export { forEachInSlices } from "../internal/forEachInSlices.ts"
/** @internal For the other packages of this repository. */
export { makeSteadyClock } from "../internal/steadyClock.ts"
/** @internal For the other packages of this repository. */
export { traced } from "../internal/traced.ts"
export { Accounts } from "./Accounts.ts"
export { ApiKeys } from "./ApiKeys.ts"
export {
  type ContactFilter,
  type ContactPage,
  type ContactQuery,
  ContactReader,
  type ContactSort,
  InvalidPosition,
  type ListedContact,
} from "./ContactReader.ts"
export { Contacts } from "./Contacts.ts"
export { ContactTypes } from "./ContactTypes.ts"
export { type DirectContact, DirectInserts, type DirectInsertsShape } from "./DirectInserts.ts"
export { type IdempotencyRecord, IdempotencyRecords, type StoredResult } from "./IdempotencyRecords.ts"
export { Imports, type ImportsPage, type UndoneImport } from "./Imports.ts"
export { Organizations, type OrganizationsShape } from "./Organizations.ts"
export {
  type ListedAccount,
  type ListedContactType,
  type ReferenceQuery,
  ReferenceReader,
} from "./ReferenceReader.ts"
export { StagedContacts, type StagedOutcome, type StagedOwner, type StagingArea } from "./StagedContacts.ts"
export { StoreReadiness } from "./StoreReadiness.ts"
export { UnitOfWork } from "./UnitOfWork.ts"
