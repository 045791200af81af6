import { exportColumns } from "../csv/columns/exportColumns.ts"
import type { ListedContact } from "../ports/ContactReader.ts"

/** A contact as JSON has it: in the order of the export's columns, without what is absent. */
export const contactRecord = (contact: ListedContact): Record<string, unknown> => {
  const record: Record<string, unknown> = {}
  for (const name of exportColumns) if (contact[name] !== null) record[name] = contact[name]
  return record
}
