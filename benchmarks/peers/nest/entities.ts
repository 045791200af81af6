import {
  Column,
  CreateDateColumn,
  DeleteDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from "typeorm"

@Entity("organizations")
export class Organization {
  @PrimaryColumn("text") id: string
  @Column("text") name: string
  @CreateDateColumn({ name: "created_at", type: "timestamptz" }) createdAt: Date
}

@Entity("api_keys")
export class ApiKey {
  @PrimaryGeneratedColumn("uuid") id: string
  @Column("text", { name: "organization_id" }) organizationId: string
  @Column("text", { name: "key_hash", unique: true }) keyHash: string
  @Column("timestamptz", { name: "revoked_at", nullable: true }) revokedAt: Date | null
}

@Entity("accounts")
export class Account {
  @PrimaryColumn("text") id: string
  @Column("text", { name: "organization_id" }) organizationId: string
  @Column("text") name: string
  @DeleteDateColumn({ name: "deleted_at", type: "timestamptz" }) deletedAt: Date | null
}

@Entity("contact_types")
export class ContactType {
  @PrimaryColumn("text") id: string
  @Column("text", { name: "organization_id" }) organizationId: string
  @Column("text") name: string
  @DeleteDateColumn({ name: "deleted_at", type: "timestamptz" }) deletedAt: Date | null
}

@Entity("contacts")
export class Contact {
  @PrimaryGeneratedColumn("uuid") id: string
  @Column("text", { name: "organization_id" }) organizationId: string
  @ManyToOne(() => Organization) @JoinColumn({ name: "organization_id" }) organization: Organization
  @Column("text") email: string
  @Column("text", { name: "first_name" }) firstName: string
  @Column("text", { name: "last_name", nullable: true }) lastName: string | null
  @Column("text", { name: "phone_number", nullable: true }) phoneNumber: string | null
  @Column("text", { name: "avatar_url", nullable: true }) avatarUrl: string | null
  @Column("text", { name: "contact_type_id" }) contactTypeId: string
  @ManyToOne(() => ContactType) @JoinColumn({ name: "contact_type_id" }) contactType: ContactType
  @Column("text") source: string
  @Column("jsonb", { default: {} }) metadata: Record<string, unknown>
  @CreateDateColumn({ name: "created_at", type: "timestamptz" }) createdAt: Date
  @UpdateDateColumn({ name: "updated_at", type: "timestamptz" }) updatedAt: Date
  @DeleteDateColumn({ name: "deleted_at", type: "timestamptz" }) deletedAt: Date | null
}

@Entity("contact_accounts")
export class ContactAccount {
  @PrimaryColumn("uuid", { name: "contact_id" }) contactId: string
  @PrimaryColumn("text", { name: "account_id" }) accountId: string
  @CreateDateColumn({ name: "created_at", type: "timestamptz" }) createdAt: Date
  @ManyToOne(() => Contact, { onDelete: "CASCADE" }) @JoinColumn({ name: "contact_id" }) contact: Contact
  @ManyToOne(() => Account) @JoinColumn({ name: "account_id" }) account: Account
}
