/**
 * The domain, the use case and its ports.
 *
 * @module @bulk-contacts/core
 */

export * from "./bulkCreate/BulkCreatePolicy.ts"
export * from "./bulkCreate/bulkCreateContacts.ts"
export type { BulkCreateCounts, BulkCreateResult } from "./domain/BulkCreateResult.ts"
export * from "./domain/Contact.ts"
export type { ContactOutcome, CreatedOutcome, DuplicateOutcome, ExistingOutcome } from "./domain/ContactOutcome.ts"
export * from "./domain/EmailAddress.ts"
export * from "./domain/errors.ts"
export { AccountId, ContactId, ContactTypeId, OrganizationId } from "./domain/Identifiers.ts"
export type { JsonObject } from "./domain/Json.ts"
export { Problem } from "./domain/Problem.ts"
export { ProblemCode, problemCodes } from "./domain/ProblemCode.ts"
export type { Rejection } from "./domain/Rejection.ts"
export { IDEMPOTENCY_RETENTION } from "./idempotency/commitOnce.ts"
export * from "./idempotency/deleteExpiredRecords.ts"
export { layerWithoutIdempotencyRecords } from "./idempotency/layerWithoutIdempotencyRecords.ts"
export type { JsonLimits } from "./internal/scanJson.ts"
export * from "./ports/Accounts.ts"
export * from "./ports/ApiKeys.ts"
export * from "./ports/Contacts.ts"
export * from "./ports/ContactTypes.ts"
export * from "./ports/IdempotencyRecords.ts"
export * from "./ports/StagedContacts.ts"
export * from "./ports/UnitOfWork.ts"
export { layerPromisePorts } from "./promise/layerPromisePorts.ts"
export type { BulkCreateOptions } from "./request/BulkCreateOptions.ts"
export type {
  BulkCreateDefaults,
  BulkCreateRequest,
  ContactFields,
  ContactInput,
} from "./request/BulkCreateRequest.ts"
export { parseJson } from "./request/parseJson.ts"
export * from "./streams/bulkCreateContactStream.ts"
export * from "./streams/csv.ts"
export * from "./streams/ndjson.ts"
export type { ReadContact, StreamedContact, UnreadableContact } from "./streams/StreamedContact.ts"
