import {
  type AccountId,
  abbreviate,
  type ContactTypeId,
  type InvalidId,
  type OrganizationId,
  type StoreFailure,
} from "@bulk-contacts/core"
import { Context, type Effect, type Redacted, Schema } from "effect"

/** The id is taken, possibly by something that was soft-deleted: ids are never reused. Nothing was created. */
export class AlreadyExists extends Schema.TaggedError<AlreadyExists>()("AlreadyExists", {
  kind: Schema.Literals(["organization", "account", "contact type"]),
  id: Schema.String,
}) {
  override get message(): string {
    return `The ${this.kind} ${abbreviate(this.id)} already exists`
  }
}

/** The organization in which something was to be created does not exist. Nothing was created. */
export class OrganizationNotFound extends Schema.TaggedError<OrganizationNotFound>()("OrganizationNotFound", {
  id: Schema.String,
}) {
  override get message(): string {
    return `The organization ${abbreviate(this.id)} does not exist`
  }
}

/** No active API key has this value or this prefix. Nothing was revoked. */
export class ApiKeyNotFound extends Schema.TaggedError<ApiKeyNotFound>()("ApiKeyNotFound", {}) {
  override get message(): string {
    return "API key not found: specify an active key or its prefix"
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
  /** Makes it the organization's default, in place of the current one. */
  readonly isDefault: boolean
}

/** An API key that was created. */
export interface CreatedApiKey {
  /** The key itself. It cannot be read again: only its hash is stored. */
  readonly key: Redacted.Redacted<string>
  /** The first characters of the key, which are stored to identify it. `revokeApiKey` accepts them too. */
  readonly prefix: string
}

/**
 * What operators do, and the HTTP API does not offer. Each function is atomic; inside a unit of work, it is part of it.
 * None is meant for frequent use.
 */
export class Administration extends Context.Service<
  Administration,
  {
    /** Whether the database has no organization. */
    readonly isEmpty: Effect.Effect<boolean, StoreFailure>
    /** Whether the organization exists. */
    readonly organizationExists: (id: OrganizationId) => Effect.Effect<boolean, StoreFailure>
    /**
     * Creates an organization. Fails with `AlreadyExists` if the id is taken. The id of everything new must be 1 to 255
     * characters without control and direction characters, and without white space and invisible characters at its
     * ends; otherwise it fails with `InvalidId`.
     */
    readonly createOrganization: (
      organization: NewOrganization,
    ) => Effect.Effect<void, AlreadyExists | InvalidId | StoreFailure>
    /** Creates an account. Fails if the organization does not exist, or the id is taken in it. */
    readonly createAccount: (
      account: NewAccount,
    ) => Effect.Effect<void, AlreadyExists | InvalidId | OrganizationNotFound | StoreFailure>
    /** Creates a contact type. Fails if the organization does not exist, or the id is taken in it. */
    readonly createContactType: (
      contactType: NewContactType,
    ) => Effect.Effect<void, AlreadyExists | InvalidId | OrganizationNotFound | StoreFailure>
    /** Creates an API key of 256 random bits. */
    readonly createApiKey: (
      organizationId: OrganizationId,
    ) => Effect.Effect<CreatedApiKey, OrganizationNotFound | StoreFailure>
    /** Adds a key with a known value, for demonstrations and tests. Does nothing if the organization already has it. */
    readonly addApiKey: (
      organizationId: OrganizationId,
      key: Redacted.Redacted<string>,
    ) => Effect.Effect<void, OrganizationNotFound | StoreFailure>
    /**
     * Revokes a key, given as a whole or by its prefix. It stops working immediately in this process, and within 5
     * seconds in others.
     */
    readonly revokeApiKey: (key: Redacted.Redacted<string>) => Effect.Effect<void, ApiKeyNotFound | StoreFailure>
  }
>()("@bulk-contacts/adapter-pg/Administration") {}
