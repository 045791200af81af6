import type { BulkCreateOptions } from "../request/BulkCreateOptions.ts"

/** An object, because the compiler accepts a list that lacks an option. */
const optionTypes: { readonly [option in keyof BulkCreateOptions]-?: "boolean" | "string" } = {
  dryRun: "boolean",
  outcomes: "boolean",
  lenient: "boolean",
  defaultCountry: "string",
  idempotencyKey: "string",
  import: "string",
}

/**
 * Copies the options of a bulk create. Throws a `TypeError` that names the option that is unknown or has the wrong type:
 * a misspelled `dryRun` must not store anything.
 */
export const checkOptions = (options: unknown): BulkCreateOptions => {
  if (typeof options !== "object" || options === null) throw new TypeError("`options` must be an object")
  const checked: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue
    const type = Object.hasOwn(optionTypes, name) ? optionTypes[name as keyof BulkCreateOptions] : undefined
    if (type === undefined) throw new TypeError(`Unknown option: ${name.slice(0, MAX_NAME)}`)
    if (typeof value !== type) throw new TypeError(`The option \`${name}\` must be a ${type}`)
    checked[name] = value
  }
  return checked
}

const MAX_NAME = 100
