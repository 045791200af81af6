const MAX_CHARACTERS = 255

/** The name under which a file is recorded: the file's own, as far as an import can have it. */
export const importName = (fileName: string): string => {
  const characters = Array.from(fileName.toWellFormed().replaceAll("\0", ""))
  return characters.slice(0, MAX_CHARACTERS).join("").trim() || "unnamed file"
}
