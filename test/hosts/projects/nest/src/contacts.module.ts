import { createWebHandler } from "@bulk-contacts/adapter-http/web"
import { makeMemoryStore } from "@bulk-contacts/adapter-memory/promise"
import { layerPromisePorts } from "@bulk-contacts/core"
import { makeContactsService } from "@bulk-contacts/core/promise"
import { Logger, Module } from "@nestjs/common"
import type { TenantRequest } from "./auth.guard.js"
import { ContactsController } from "./contacts.controller.js"
import { CONTACTS, CONTACTS_API } from "./tokens.js"

// Your own store: see adapter-sql for tables that you have, adapter-pg for tables that it makes.
const { ports } = makeMemoryStore({ id: "acme", contactTypes: ["Lead"], defaultContactType: "Lead" })

const logger = new Logger("Contacts")

@Module({
  controllers: [ContactsController],
  providers: [
    { provide: CONTACTS, useFactory: () => makeContactsService(ports) },
    {
      provide: CONTACTS_API,
      useFactory: () =>
        createWebHandler({
          store: layerPromisePorts(ports),
          prefix: "/crm",
          authenticate: (_request, request: TenantRequest) => request.organization,
          onFailure: ({ message, cause }) => logger.error(message, cause),
        }),
    },
  ],
  exports: [CONTACTS],
})
export class ContactsModule {}
