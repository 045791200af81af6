/**
 * The suites that prove an adapter, and the generators that they use.
 *
 * @module @bulk-contacts/core/testing
 */

export * from "./ApiKeyFixture.ts"
export * from "./generators/email.ts"
export * from "./generators/json.ts"
export * from "./generators/request.ts"
export * from "./generators/requestJson.ts"
export * from "./generators/text.ts"
export * from "./layerPromiseStore.ts"
export * from "./StoreFixture.ts"
export type { Capability, Store, Suite, SuiteOptions } from "./Suite.ts"
export * from "./suites/accounts.ts"
export * from "./suites/apiKeys.ts"
export * from "./suites/bulkCreateSuite.ts"
export * from "./suites/concurrency.ts"
export * from "./suites/contactFields.ts"
export * from "./suites/contacts.ts"
export * from "./suites/contactTypes.ts"
export * from "./suites/idempotencyRecords.ts"
export * from "./suites/idempotencySuite.ts"
export * from "./suites/isolation.ts"
export * from "./suites/limits.ts"
export * from "./suites/references.ts"
export * from "./suites/storeSuite.ts"
export * from "./suites/streamSuite.ts"
export * from "./suites/unitOfWork.ts"
export * from "./suites/visibility.ts"
