import type { ContactsService } from "@bulk-contacts/core/promise"
import { BadRequestException, Inject, Injectable } from "@nestjs/common"
import { CONTACTS } from "./tokens.js"

@Injectable()
export class SignUp {
  constructor(@Inject(CONTACTS) private readonly contacts: ContactsService) {}

  async signUp(mailbox: string): Promise<string> {
    const result = await this.contacts.bulkCreate("acme", { contacts: [mailbox], source: "Signup" })
    if (!result.ok) throw new BadRequestException(result)
    return result.created === 1 ? "Welcome" : "Welcome back"
  }
}
