import type { AccountId, ContactTypeId, OrganizationId, StoreFailure } from "@bulk-contacts/core"
import { Context, type Effect, type Redacted, Schema } from "effect"

/** The id is taken: by one that exists, or by one that was soft-deleted, since an id is not used twice. */
export class AlreadyExists extends Schema.TaggedError<AlreadyExists>()("AlreadyExists", {
  kind: Schema.Literals(["organization", "account", "contact type"]),
  id: Schema.String,
}) {
  override get message(): string {
    return `There is already the ${this.kind} ${this.id}`
  }
}

/** The organization that something was to be created in does not exist. Nothing was created. */
export class OrganizationNotFound extends Schema.TaggedError<OrganizationNotFound>()("OrganizationNotFound", {
  id: Schema.String,
}) {
  override get message(): string {
    return `There is no organization ${this.id}`
  }
}

/** No API key is known by what was given. Nothing was revoked. */
export class ApiKeyNotFound extends Schema.TaggedError<ApiKeyNotFound>()("ApiKeyNotFound", {}) {
  override get message(): string {
    return "There is no such API key"
  }
}

/** An organization to create. */
export interface NewOrganization {
  readonly id: OrganizationId
  readonly name: string
}

/** An account to create. */
export interface NewAccount {
  readonly organizationId: OrganizationId
  readonly id: AccountId
  readonly name: string
}

/** A contact type to create. */
export interface NewContactType {
  readonly organizationId: OrganizationId
  readonly id: ContactTypeId
  readonly name: string
  /** It takes the place of the default that there was. */
  readonly isDefault: boolean
}

/** An API key that was created. */
export interface CreatedApiKey {
  /** Only here: what is stored is its hash. */
  readonly key: Redacted.Redacted<string>
  /** The beginning of the key: it is stored, and names the key where the key itself is not at hand. */
  readonly prefix: string
}

/**
 * What an operator does, and no API offers. Each is atomic, and inside of a unit of work a part of it. None is for a hot
 * path.
 */
export class Administration extends Context.Service<
  Administration,
  {
    /** Whether there is no organization yet. */
    readonly isEmpty: Effect.Effect<boolean, StoreFailure>
    /** Fails with `AlreadyExists` where its id is taken. */
    readonly createOrganization: (organization: NewOrganization) => Effect.Effect<void, AlreadyExists | StoreFailure>
    /** Fails where its organization does not exist, or has the id already. */
    readonly createAccount: (
      account: NewAccount,
    ) => Effect.Effect<void, AlreadyExists | OrganizationNotFound | StoreFailure>
    /** Fails where its organization does not exist, or has the id already. */
    readonly createContactType: (
      contactType: NewContactType,
    ) => Effect.Effect<void, AlreadyExists | OrganizationNotFound | StoreFailure>
    /** A key of 256 random bits. */
    readonly createApiKey: (
      organizationId: OrganizationId,
    ) => Effect.Effect<CreatedApiKey, OrganizationNotFound | StoreFailure>
    /** Takes a key that is known already: for demonstrations and tests. One that the organization has is left alone. */
    readonly addApiKey: (
      organizationId: OrganizationId,
      key: Redacted.Redacted<string>,
    ) => Effect.Effect<void, OrganizationNotFound | StoreFailure>
    /**
     * Revokes the key, given as a whole or by its prefix. It stops to work at once in this process, and within 5
     * seconds in others.
     */
    readonly revokeApiKey: (key: Redacted.Redacted<string>) => Effect.Effect<void, ApiKeyNotFound | StoreFailure>
  }
>()("@bulk-contacts/adapter-pg/Administration") {}
