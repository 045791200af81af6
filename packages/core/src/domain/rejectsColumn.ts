/** The last column of a file of rejected rows, and the last property of its contacts if it is JSON. It is ignored when read. */
export const REJECTS_COLUMN = "bulk-contacts problem"
