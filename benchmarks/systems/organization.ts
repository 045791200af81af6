// What every system has: an organization with an account, a contact type and an API key.
export const ORGANIZATION = "acme"
export const ACCOUNT = "A123"
export const CONTACT_TYPE = "CT123"
export const SOURCE = "benchmark"
