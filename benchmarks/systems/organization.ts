// The organization that every system has, with one account and one contact type.
export const ORGANIZATION = "acme"
export const ACCOUNT = "A123"
export const CONTACT_TYPE = "CT123"
export const SOURCE = "benchmark"
