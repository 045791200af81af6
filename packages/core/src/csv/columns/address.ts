/** A cell longer than this is not an address. */
const MAX_CHARACTERS = 400

const address = /^(?:mailto:)?<?[^\s@<>,;|"]+@[^\s@<>,;|"]+\.[^\s@<>,;|"]+>?$/i
const mailbox = /<[^\s@<>]+@[^\s@<>]+>$/

/** Whether a cell looks like the email address of a contact, so that its row cannot be the header. */
export const looksLikeAddress = (cell: string): boolean => {
  if (cell.length > MAX_CHARACTERS || !cell.includes("@")) return false
  const text = cell.trim()
  return address.test(text) || mailbox.test(text)
}
