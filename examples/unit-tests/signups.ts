import type { ContactsService } from "@bulk-contacts/core/promise"

/** A service as any: it is given what it works on, so that a test can give it something else. */
export class Signups {
  readonly #contacts: ContactsService

  constructor(contacts: ContactsService) {
    this.#contacts = contacts
  }

  /** Makes contacts of those who signed up for an event, and says what to tell the organizer. */
  async import(workspace: string, emails: ReadonlyArray<string>): Promise<string> {
    const answer = await this.#contacts.bulkCreate(workspace, { contacts: emails, source: "Signup" })
    if (answer.ok) return `${answer.created} new contacts, ${answer.skipped} known ones`
    if (answer.refusal !== "InvalidRequest") return answer.message
    return answer.problems.map(({ index, message }) => `${emails[index ?? 0]}: ${message}`).join("\n")
  }
}
