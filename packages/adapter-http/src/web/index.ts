export { openApiDocument, type Prefix } from "../mountedApi.ts"
export * from "./createWebHandler.ts"
export type { RequestFailure } from "./failureLogger.ts"
