/**
 * The domain, the use case and its ports.
 *
 * @module @bulk-contacts/core
 */

export * from "./BulkCreatePolicy.ts"
export type {
  BulkCreateDefaults,
  BulkCreateRequest,
  ContactFields,
  ContactInput,
  JsonObject,
} from "./BulkCreateRequest.ts"
export type { BulkCreateCounts, BulkCreateResult } from "./BulkCreateResult.ts"
export * from "./bulkCreateContacts.ts"
export * from "./bulkCreateContactsOnce.ts"
export * from "./Contact.ts"
export type { BulkCreateOptions } from "./createContacts.ts"
export * from "./EmailAddress.ts"
export * from "./errors.ts"
export * from "./forgetOldRecords.ts"
export { AccountId, ContactId, ContactTypeId, OrganizationId } from "./Identifiers.ts"
export type { ContactOutcome, CreatedOutcome, DuplicateOutcome, ExistingOutcome } from "./outcomes.ts"
export { Problem } from "./Problem.ts"
export * from "./ports/Accounts.ts"
export * from "./ports/ApiKeys.ts"
export * from "./ports/Contacts.ts"
export * from "./ports/ContactTypes.ts"
export * from "./ports/IdempotencyRecords.ts"
export * from "./ports/StagedContacts.ts"
export * from "./ports/UnitOfWork.ts"
export { layerPromisePorts } from "./promise/layerPromisePorts.ts"
export { IDEMPOTENCY_RETENTION } from "./replay.ts"
export * from "./streams/bufferedStages.ts"
export * from "./streams/bulkCreateContactStream.ts"
export * from "./streams/bulkCreateContactStreamOnce.ts"
export * from "./streams/csv.ts"
export * from "./streams/ndjson.ts"
export type { ReadContact, StreamedContact, UnreadableContact } from "./streams/StreamedContact.ts"
