/** A word of a command for a POSIX shell. */
export const quote = (text: string): string => (/^[\w.=:/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

/** A flag with its value. A value that begins with a hyphen would be taken for a flag. */
export const flag = (name: string, value: string): string =>
  value.startsWith("-") ? `--${name}=${quote(value)}` : `--${name} ${quote(value)}`

/** A file in the current folder, whatever its name begins with. */
export const pathOf = (name: string): string => (name.startsWith("-") ? `./${name}` : name)

/** One line for each part. */
export const joinLines = (parts: ReadonlyArray<string>): string => parts.join(" \\\n  ")
