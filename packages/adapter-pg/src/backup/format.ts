/** The format of backups. A version that reads it reads every older one. */
export const FORMAT = "bulk-contacts backup"
export const FORMAT_VERSION = 1
