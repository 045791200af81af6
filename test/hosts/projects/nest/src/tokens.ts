/** The promise API, for your own services. */
export const CONTACTS = Symbol("contacts")

/** The HTTP API, for the controller. */
export const CONTACTS_API = Symbol("contacts API")
