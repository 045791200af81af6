import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from "@nestjs/common"
import type { Request } from "express"

/** A request whose sender is known. */
export interface TenantRequest extends Request {
  organization?: string
}

/** Who has which token. A real guard verifies a JSON Web Token, or asks for a session. */
const organizations: Readonly<Record<string, string>> = { "Bearer secret": "acme" }

@Injectable()
export class AuthGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<TenantRequest>()
    const organization = organizations[request.headers.authorization ?? ""]
    if (organization === undefined) throw new UnauthorizedException()
    request.organization = organization
    return true
  }
}
