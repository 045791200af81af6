/** Any response may have this much: an error lists at most 100 problems. */
const MAX_RESPONSE_BYTES = 1024 * 1024

/** An outcome has an address, an id and the problems of one contact. */
const MAX_OUTCOME_BYTES = 4096

/** The largest response to a bulk create, in bytes. */
export const maxBulkCreateResponse = (outcomes: boolean, contacts: number): number =>
  MAX_RESPONSE_BYTES + (outcomes ? MAX_OUTCOME_BYTES * contacts : 0)

/** The largest response to another call. A page of 1,000 imports, whose names and sources may be long, has less. */
export const MAX_IMPORTS_RESPONSE = 8 * 1024 * 1024
