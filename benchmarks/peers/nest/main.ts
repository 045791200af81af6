// NestJS on Fastify with TypeORM, class-validator and class-transformer.
import "reflect-metadata"
import { Body, Controller, HttpCode, Module, Post, Req, UseGuards, ValidationPipe } from "@nestjs/common"
import { NestFactory } from "@nestjs/core"
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify"
import { TypeOrmModule } from "@nestjs/typeorm"
import { announce, databaseUrl } from "../environment.ts"
import { ApiKeyGuard } from "./ApiKeyGuard.ts"
import { ContactsService } from "./ContactsService.ts"
import { BulkCreateContactsDto } from "./dto.ts"
import { Account, ApiKey, Contact, ContactAccount, ContactType, Organization } from "./entities.ts"

@Controller("v1/accounts/contacts")
class ContactsController {
  constructor(private readonly contacts: ContactsService) {}

  @Post("bulk")
  @HttpCode(200)
  @UseGuards(ApiKeyGuard)
  bulk(@Req() request: { organizationId: string }, @Body() dto: BulkCreateContactsDto) {
    return this.contacts.bulkCreate(request.organizationId, dto)
  }
}

const entities = [Organization, ApiKey, Account, ContactType, Contact, ContactAccount]

@Module({
  imports: [
    TypeOrmModule.forRoot({ type: "postgres", url: databaseUrl, synchronize: false, logging: false, entities }),
    TypeOrmModule.forFeature(entities),
  ],
  controllers: [ContactsController],
  providers: [ContactsService, ApiKeyGuard],
})
class AppModule {}

const app = await NestFactory.create<NestFastifyApplication>(
  AppModule,
  new FastifyAdapter({ bodyLimit: 64 * 1024 * 1024 }),
  { logger: ["error", "warn"] },
)
app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true }))
await app.listen(0, "127.0.0.1")
announce(await app.getUrl())
