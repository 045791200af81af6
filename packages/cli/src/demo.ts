import type { OrganizationSeed } from "@bulk-contacts/adapter-memory"

/** Two organizations to try the server with, and to see that they are kept apart. */
export const demoOrganizations: ReadonlyArray<OrganizationSeed> = [
  {
    id: "demo",
    apiKeys: ["demo-api-key"],
    accounts: ["A123", "A456"],
    contactTypes: ["CT123", "CT456"],
    defaultContactType: "CT123",
  },
  {
    id: "demo-2",
    apiKeys: ["demo-api-key-2"],
    accounts: ["B123"],
    contactTypes: ["CT900"],
    defaultContactType: "CT900",
  },
]
