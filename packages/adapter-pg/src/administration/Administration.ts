import {
  type AccountId,
  abbreviate,
  type ContactFilter,
  type ContactTypeId,
  type InvalidId,
  type OrganizationId,
  type StoreFailure,
} from "@bulk-contacts/core/ports"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type { ListedAccount, ListedApiKey, ListedContactType, ListedOrganization } from "./lists.ts"

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

/** The organization has no account or contact type with the id. Nothing was changed. */
export class NotFound extends Schema.TaggedError<NotFound>()("NotFound", {
  kind: Schema.Literals(["account", "contact type", "open contact type"]),
  id: Schema.String,
  organizationId: Schema.String,
}) {
  override get message(): string {
    return `The organization ${abbreviate(this.organizationId)} has no ${this.kind} ${abbreviate(this.id)}`
  }
}

/** The contacts to delete are not as many as they were. Nothing was deleted. */
export class CountChanged extends Schema.TaggedError<CountChanged>()("CountChanged", {
  expected: Schema.Number,
  found: Schema.Number,
}) {
  override get message(): string {
    return `The count has changed from ${this.expected} to ${this.found} meanwhile: nothing was deleted`
  }
}

/** No active API key has this value or this prefix. Nothing was revoked. */
export class ApiKeyNotFound extends Schema.TaggedError<ApiKeyNotFound>()("ApiKeyNotFound", {}) {
  override get message(): string {
    return "API key not found: specify an active key or its prefix"
  }
}

type List<A> = (
  organizationId: OrganizationId,
  limit: number | null,
) => Effect.Effect<ReadonlyArray<A>, OrganizationNotFound | StoreFailure>

type ChangeFailure = NotFound | OrganizationNotFound | StoreFailure

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

/** An API key that was revoked. */
export interface RevokedApiKey {
  readonly organizationId: OrganizationId
  readonly prefix: string
  /** How many active keys its organization has left. */
  readonly remaining: number
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
    /** Creates an API key of 256 random bits. `name` tells operators what it is for; at most 255 characters. */
    readonly createApiKey: (
      organizationId: OrganizationId,
      name?: string,
    ) => Effect.Effect<CreatedApiKey, OrganizationNotFound | StoreFailure>
    /** Adds a key with a known value, for demonstrations and tests. Does nothing if the organization already has it. */
    readonly addApiKey: (
      organizationId: OrganizationId,
      key: Redacted.Redacted<string>,
    ) => Effect.Effect<void, OrganizationNotFound | StoreFailure>
    /**
     * Revokes a key, given as a whole or by its prefix. It stops working immediately in this process, and within 5
     * seconds in others. Keys of several organizations may have one prefix: all of them are revoked, and returned.
     */
    readonly revokeApiKey: (
      key: Redacted.Redacted<string>,
    ) => Effect.Effect<ReadonlyArray<RevokedApiKey>, ApiKeyNotFound | StoreFailure>

    /** Gives an organization another name. */
    readonly renameOrganization: (
      organization: NewOrganization,
    ) => Effect.Effect<void, OrganizationNotFound | StoreFailure>
    /** Gives an account another name, also one that is closed. */
    readonly renameAccount: (account: NewAccount) => Effect.Effect<void, ChangeFailure>
    /** Gives a contact type another name, also one that is closed. */
    readonly renameContactType: (contactType: Omit<NewContactType, "isDefault">) => Effect.Effect<void, ChangeFailure>
    /** Closes an account: new contacts cannot name it, and contacts that have it keep it. Closing it again changes nothing. */
    readonly closeAccount: (organizationId: OrganizationId, id: AccountId) => Effect.Effect<void, ChangeFailure>
    /** Closes a contact type like an account. Returns whether it was the organization's default, which then has none. */
    readonly closeContactType: (
      organizationId: OrganizationId,
      id: ContactTypeId,
    ) => Effect.Effect<boolean, ChangeFailure>
    /** Makes an open contact type the organization's default, in place of the current one. */
    readonly setDefaultContactType: (
      organizationId: OrganizationId,
      id: ContactTypeId,
    ) => Effect.Effect<void, ChangeFailure>

    /** Counts the contacts that `deleteContacts` would delete. */
    readonly countContacts: (
      organizationId: OrganizationId,
      filter: ContactFilter,
      options: { readonly purge: boolean },
    ) => Effect.Effect<number, StoreFailure>
    /**
     * Deletes the contacts that meet every condition, if they are as many as expected; otherwise it fails with
     * `CountChanged`. They are soft-deleted. With `purge`, their rows are removed for good, those of contacts that were
     * deleted before too, as well as staged batches of streams and stored results that name one of them.
     */
    readonly deleteContacts: (
      organizationId: OrganizationId,
      filter: ContactFilter,
      options: { readonly purge: boolean; readonly expected: number },
    ) => Effect.Effect<void, CountChanged | StoreFailure>

    /** The first organizations by id, byte by byte. A limit of null lists all, here and below. */
    readonly organizations: (limit: number | null) => Effect.Effect<ReadonlyArray<ListedOrganization>, StoreFailure>
    /** The first accounts of an organization by id, closed ones included. */
    readonly accounts: List<ListedAccount>
    /** The first contact types of an organization by id, closed ones included. */
    readonly contactTypes: List<ListedContactType>
    /** The newest API keys of an organization, revoked ones included. */
    readonly apiKeys: List<ListedApiKey>
  }
>()("@bulk-contacts/adapter-pg/Administration") {}
