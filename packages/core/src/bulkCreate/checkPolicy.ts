import { checkDefaultCountry } from "../domain/phone/DefaultCountry.ts"
import type { BulkCreatePolicyShape } from "./BulkCreatePolicy.ts"

/** Copies a policy. Throws a `TypeError` that names the property that is unknown or has a wrong value. */
export const checkPolicy = (policy: unknown): Partial<BulkCreatePolicyShape> => {
  if (policy === undefined) return {}
  if (typeof policy !== "object" || policy === null) throw new TypeError("`policy` must be an object")
  const checked = Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined))
  for (const [name, value] of Object.entries(checked)) {
    const rule = Object.hasOwn(rules, name) ? rules[name as keyof typeof rules] : undefined
    if (rule === undefined) throw new TypeError(`Unknown property of \`policy\`: ${name.slice(0, 100)}`)
    if (!rule.isValid(value)) throw new TypeError(`\`policy.${name}\` must be ${rule.expected}`)
  }
  return checked
}

interface Rule {
  readonly expected: string
  readonly isValid: (value: unknown) => boolean
}

const rules: { readonly [name in keyof BulkCreatePolicyShape]-?: Rule } = {
  maxContacts: {
    expected: "a positive number",
    isValid: (value) => typeof value === "number" && value >= 1,
  },
  allDuplicates: {
    expected: "`skip` or `reject`",
    isValid: (value) => value === "skip" || value === "reject",
  },
  defaultCountry: {
    expected: "an ISO 3166-1 alpha-2 code, such as DE",
    isValid: (value) => value === null || (typeof value === "string" && checkDefaultCountry(value)._tag === "Success"),
  },
}
