/**
 * Suites that test an adapter, in any test runner.
 *
 * @module @bulk-contacts/testing
 */

export { ApiKeyFixture } from "./ApiKeyFixture.ts"
export { requestJson } from "./generators/requestJson.ts"
export { hostileText } from "./generators/text.ts"
export { layerPromiseStore, type PromiseStoreFixture } from "./layerPromiseStore.ts"
export { StoreFixture } from "./StoreFixture.ts"
export type { Capability, EffectTest, Store, StoreTests, Suite, SuiteOptions } from "./Suite.ts"
export { accountsSuite } from "./suites/accounts.ts"
export { apiKeysSuite } from "./suites/apiKeys.ts"
export { bulkCreateSuite } from "./suites/bulkCreateSuite.ts"
export { concurrencySuite } from "./suites/concurrency.ts"
export { contactFieldsSuite } from "./suites/contactFields.ts"
export { contactReaderSuite } from "./suites/contactReader.ts"
export { contactsSuite } from "./suites/contacts.ts"
export { contactTypesSuite } from "./suites/contactTypes.ts"
export { idempotencyRecordsSuite } from "./suites/idempotencyRecords.ts"
export { idempotencySuite } from "./suites/idempotencySuite.ts"
export { importsSuite, withoutImportsSuite } from "./suites/importsSuite.ts"
export { isolationSuite } from "./suites/isolation.ts"
export { limitsSuite } from "./suites/limits.ts"
export { referenceReaderSuite } from "./suites/referenceReader.ts"
export { referencesSuite } from "./suites/references.ts"
export { storeSuite } from "./suites/storeSuite.ts"
export { streamSuite } from "./suites/streamSuite.ts"
export { unitOfWorkSuite } from "./suites/unitOfWork.ts"
export { visibilitySuite } from "./suites/visibility.ts"
export type { TestRunner } from "./TestRunner.ts"
export { type RejectedValue, type StoredValues, type ValueCase, valueCases } from "./valueCases.ts"
