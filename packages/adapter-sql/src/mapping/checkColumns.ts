import type { Tables } from "./resolveTables.ts"

/** Throws a `TypeError` if two values of a contact would be stored in one column. */
export const checkColumns = ({ tenant, accounts, contacts }: Tables): void => {
  const { id, email, importId, fields, constants } = contacts
  const links = accounts?.links
  const stored: ReadonlyArray<readonly [path: string, column: string | undefined]> = [
    ["tenant", tenant?.name],
    ["contacts.id", id.name],
    ["contacts.email", email.name],
    ["contacts.importId", importId?.name],
    ...Object.entries(fields).map(([field, column]) => [`contacts.${field}`, column?.name] as const),
    ...(links === undefined || links.kind === "link"
      ? []
      : [[`accounts.contacts.${links.kind}`, links.column.name] as const]),
    ...constants.map(({ column }) => ["contacts.constants", column.name] as const),
  ]
  const paths = new Map<string, string>()
  for (const [path, column] of stored) {
    if (column === undefined) continue
    const other = paths.get(column)
    if (other !== undefined)
      throw new TypeError(`${other} and ${path} both name the column ${column}, which holds only one value`)
    paths.set(column, path)
  }
}
