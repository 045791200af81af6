import { makeContacts } from "../measure/contacts.ts"
import { UnexpectedResponse } from "./httpClient.ts"
import type { Counts, System } from "./System.ts"

let checks = 0

/**
 * Checks what makes systems comparable: each rejects invalid addresses and unknown references without storing anything,
 * normalizes addresses, and skips contacts that exist. Throws if this one does not.
 */
export const checkContract = async (system: System): Promise<void> => {
  // Some systems share tables, so each check uses contacts of its own.
  const [first, second] = makeContacts(0, 2, `contract${checks++}`)
  if (first === undefined || second === undefined) return
  const client = await system.connect(1)
  const post = async (body: object): Promise<Counts | "rejected"> => {
    try {
      return await client.send(Buffer.from(JSON.stringify(body)), 0)
    } catch (error) {
      if (error instanceof UnexpectedResponse && error.status >= 400 && error.status < 500) return "rejected"
      throw error
    }
  }
  const request = JSON.parse(system.encode([first, second]).toString())
  const expect = async (what: string, body: object, expected: Counts | "rejected") => {
    const response = JSON.stringify(await post({ ...request, ...body }))
    if (response !== JSON.stringify(expected)) throw new Error(`${system.title}: ${what}: responded ${response}`)
  }
  await expect("an invalid address", { contacts: [first, { ...second, email: "no address" }] }, "rejected")
  await expect("an unknown account", { accountIds: ["unknown"] }, "rejected")
  await expect("an unknown contact type", { contactType: "unknown" }, "rejected")
  const again = { ...first, email: ` ${first.email.toUpperCase()} ` }
  await expect("a repeated address", { contacts: [first, again] }, { total: 2, created: 1, skipped: 1 })
  await expect("an existing contact", {}, { total: 2, created: 1, skipped: 1 })
  await client.close()
}
