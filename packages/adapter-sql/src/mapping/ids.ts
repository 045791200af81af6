export type IdType = "text" | "integer" | "uuid"

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const INTEGER = /^(0|-?[1-9]\d{0,18})$/

/** Whether a column of the type can hold the id. If not, nothing has it: the database need not be asked, and would fail. */
export const canHold = (type: IdType, id: string): boolean => {
  if (type === "uuid") return UUID.test(id)
  return type === "text" || (INTEGER.test(id) && BigInt.asIntN(64, BigInt(id)) === BigInt(id))
}
