import type { ContactsService } from "@bulk-contacts/core/promise"

/** An ordinary service: it takes its dependencies as arguments, so that a test can pass others. */
export class Signups {
  readonly #contacts: ContactsService

  constructor(contacts: ContactsService) {
    this.#contacts = contacts
  }

  /** Creates a contact for each person who signed up for an event. Returns a message for the organizer. */
  async import(workspace: string, emails: ReadonlyArray<string>): Promise<string> {
    const result = await this.#contacts.bulkCreate(workspace, { contacts: emails, source: "Signup" })
    if (result.ok) return `${result.created} new contacts, ${result.skipped} existing`
    if (result.refusal !== "InvalidRequest") return result.message
    return result.problems.map(({ index, message }) => `${emails[index ?? 0]}: ${message}`).join("\n")
  }
}
