import { makeContacts } from "../measure/contacts.ts"
import { UnexpectedAnswer } from "./httpClient.ts"
import type { Counts, System } from "./System.ts"

let checks = 0

/**
 * What makes a system comparable: it refuses bad addresses and unknown references and stores nothing of them, normalizes
 * addresses, and skips what exists. Throws where it does not.
 */
export const checkContract = async (system: System): Promise<void> => {
  // Some systems share their tables.
  const [first, second] = makeContacts(0, 2, `contract${checks++}`)
  if (first === undefined || second === undefined) return
  const client = await system.connect(1)
  const post = async (body: object): Promise<Counts | "refused"> => {
    try {
      return await client.send(Buffer.from(JSON.stringify(body)), 0)
    } catch (error) {
      if (error instanceof UnexpectedAnswer && error.status >= 400 && error.status < 500) return "refused"
      throw error
    }
  }
  const request = JSON.parse(system.encode([first, second]).toString())
  const expect = async (what: string, body: object, expected: Counts | "refused") => {
    const answer = JSON.stringify(await post({ ...request, ...body }))
    if (answer !== JSON.stringify(expected)) throw new Error(`${system.title}: ${what}: answered ${answer}`)
  }
  await expect("a bad address", { contacts: [first, { ...second, email: "no address" }] }, "refused")
  await expect("an unknown account", { accountIds: ["unknown"] }, "refused")
  await expect("an unknown contact type", { contactType: "unknown" }, "refused")
  const again = { ...first, email: ` ${first.email.toUpperCase()} ` }
  await expect("an address twice", { contacts: [first, again] }, { total: 2, created: 1, skipped: 1 })
  await expect("one that exists", {}, { total: 2, created: 1, skipped: 1 })
  await client.close()
}
