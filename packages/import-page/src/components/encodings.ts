/** Encodings that files of contacts have, the most frequent first. */
export const encodings = ["utf-8", "windows-1252", "iso-8859-15", "windows-1250", "macintosh", "utf-16le", "utf-16be"]
