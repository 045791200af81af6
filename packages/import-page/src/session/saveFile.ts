/** Saves a file on the person's computer. */
export const saveFile = (file: Blob, name: string): void => {
  const url = URL.createObjectURL(file)
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  // The browser needs it until it has begun to read.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** `kontakte.csv` with something between name and extension: `kontakte-created.csv`. */
export const derivedName = (name: string, addition: string): string => `${name.replace(/\.[^.]*$/, "")}-${addition}.csv`
