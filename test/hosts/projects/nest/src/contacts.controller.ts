import { handleNodeRequest } from "@bulk-contacts/adapter-http/node"
import type { WebHandler } from "@bulk-contacts/adapter-http/web"
import { All, Controller, Inject, type OnApplicationShutdown, Req, Res, UseGuards } from "@nestjs/common"
import type { Response } from "express"
import { AuthGuard, type TenantRequest } from "./auth.guard.js"
import { CONTACTS_API } from "./tokens.js"

@Controller("crm")
@UseGuards(AuthGuard)
export class ContactsController implements OnApplicationShutdown {
  constructor(@Inject(CONTACTS_API) private readonly api: WebHandler<TenantRequest>) {}

  @All("{*path}")
  handle(@Req() request: TenantRequest, @Res() response: Response): Promise<void> {
    return handleNodeRequest(this.api, request, response)
  }

  onApplicationShutdown(): Promise<void> {
    return this.api.dispose()
  }
}
