export * from "./MemoryStore.ts"
export type { OrganizationSeed } from "./OrganizationSeed.ts"
