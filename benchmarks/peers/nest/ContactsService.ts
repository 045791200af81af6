import { Injectable, NotFoundException } from "@nestjs/common"
import { InjectRepository } from "@nestjs/typeorm"
import { DataSource, In, Repository } from "typeorm"
import { chunksOf } from "../chunksOf.ts"
import { BulkCreateContactsDto, ContactDto } from "./dto.ts"
import { Account, Contact, ContactAccount, ContactType } from "./entities.ts"

const CHUNK = 1000

@Injectable()
export class ContactsService {
  constructor(
    private readonly db: DataSource,
    @InjectRepository(Account) private readonly accounts: Repository<Account>,
    @InjectRepository(ContactType) private readonly contactTypes: Repository<ContactType>,
  ) {}

  async bulkCreate(organizationId: string, dto: BulkCreateContactsDto) {
    const accountIds = [...new Set(dto.accountIds)]
    const [accounts, type] = await Promise.all([
      this.accounts.countBy({ organizationId, id: In(accountIds) }),
      this.contactTypes.findOneBy({ organizationId, id: dto.contactType }),
    ])
    if (accounts !== accountIds.length) throw new NotFoundException("Account not found")
    if (!type) throw new NotFoundException("Contact type not found")

    const byEmail = new Map<string, ContactDto>()
    for (const contact of dto.contacts) if (!byEmail.has(contact.email)) byEmail.set(contact.email, contact)
    const rows = [...byEmail.values()].map((contact) => ({
      ...contact,
      organizationId,
      contactTypeId: type.id,
      source: dto.source,
    }))
    const created = await this.db.transaction(async (manager) => {
      let created = 0
      for (const chunk of chunksOf(rows, CHUNK)) {
        const inserted = await manager
          .getRepository(Contact)
          .createQueryBuilder()
          .insert()
          .values(chunk)
          .orIgnore()
          .updateEntity(false)
          .returning(["id"])
          .execute()
        const ids: { id: string }[] = inserted.raw
        created += ids.length
        const links = ids.flatMap(({ id }) => accountIds.map((accountId) => ({ contactId: id, accountId })))
        for (const part of chunksOf(links, CHUNK)) {
          await manager
            .getRepository(ContactAccount)
            .createQueryBuilder()
            .insert()
            .values(part)
            .orIgnore()
            .updateEntity(false)
            .execute()
        }
      }
      return created
    })
    return { total: dto.contacts.length, created, skipped: dto.contacts.length - created }
  }
}
