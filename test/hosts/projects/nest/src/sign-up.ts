import type { ContactsService } from "@bulk-contacts/core/promise"
import { Inject, Injectable } from "@nestjs/common"

export const CONTACTS = "CONTACTS"

@Injectable()
export class SignUp {
  constructor(@Inject(CONTACTS) private readonly contacts: ContactsService) {}

  async signUp(mailbox: string): Promise<string> {
    const outcome = await this.contacts.bulkCreate("acme", { contacts: [mailbox], source: "Signup" })
    return outcome.ok ? `${outcome.created} created` : outcome.message
  }
}
