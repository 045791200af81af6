import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
import { makeContactsService } from "@bulk-contacts/core/promise"
import { Module } from "@nestjs/common"
import { CONTACTS, SignUp } from "./sign-up.js"

const store = makeMemoryStore({ id: "acme", contactTypes: ["Lead"], defaultContactType: "Lead" })

@Module({
  providers: [{ provide: CONTACTS, useValue: makeContactsService(store.ports) }, SignUp],
  exports: [SignUp],
})
export class ContactsModule {}
