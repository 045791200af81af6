/** What a terminal would carry out when the command is pasted, and what would show the command in another order. */
const control = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u
const escaped = /[\p{Cc}\p{Bidi_Control}\u2028\u2029'\\!]/gu

/** A word of a command for a POSIX shell. Only text with control characters needs one that has `$'…'`, as bash and zsh do. */
export const quote = (text: string): string => {
  if (control.test(text)) return `$'${text.replace(escaped, octal)}'`
  return /^[\w.=:/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** Its bytes in octal: three digits are one byte in every shell that has `$'…'`, whatever the locale. */
const octal = (character: string): string =>
  [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("")

/** A flag with its value. A value that begins with a hyphen would be taken for a flag. */
export const flag = (name: string, value: string): string =>
  value.startsWith("-") ? `--${name}=${quote(value)}` : `--${name} ${quote(value)}`

/** A file in the current folder, whatever its name begins with. */
export const pathOf = (name: string): string => (name.startsWith("-") ? `./${name}` : name)

/** One line for each part. */
export const joinLines = (parts: ReadonlyArray<string>): string => parts.join(" \\\n  ")
