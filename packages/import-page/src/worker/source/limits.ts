/** What a browser can hold and check without becoming slow. Larger files are for the command line. */
export const MAX_ROWS = 300_000
export const MAX_CHARACTERS = 150_000_000
export const MAX_JSON_BYTES = 100 * 1024 * 1024
