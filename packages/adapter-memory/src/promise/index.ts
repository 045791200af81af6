export type { OrganizationSeed } from "../OrganizationSeed.ts"
export * from "./MemoryStore.ts"
