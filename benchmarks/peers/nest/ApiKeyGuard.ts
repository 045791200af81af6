import { createHash } from "node:crypto"
import { CanActivate, ExecutionContext, Injectable, UnauthorizedException } from "@nestjs/common"
import { InjectRepository } from "@nestjs/typeorm"
import { IsNull, Repository } from "typeorm"
import { ApiKey } from "./entities.ts"

@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(@InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>) {}

  async canActivate(context: ExecutionContext) {
    const request = context.switchToHttp().getRequest()
    const key = request.headers["x-api-key"]
    if (!key) throw new UnauthorizedException()
    const keyHash = createHash("sha256").update(key).digest("hex")
    const owner = await this.keys.findOne({ where: { keyHash, revokedAt: IsNull() } })
    if (!owner) throw new UnauthorizedException()
    request.organizationId = owner.organizationId
    return true
  }
}
