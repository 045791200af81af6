import { contactConditions } from "@bulk-contacts/core"
import * as HttpApi from "effect/http-api/HttpApi"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as OpenApi from "effect/http-api/OpenApi"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import {
  BadRequest,
  InternalServerError,
  MethodNotAllowed,
  NotAcceptable,
  NotFound,
  ServiceUnavailable,
} from "./errors.ts"
import { ListedAccountDto, ListedContactDto, ListedContactTypeDto } from "./listSchemas.ts"
import { exportMediaTypes } from "./mediaTypes.ts"
import { describeList } from "./openApi/describeList.ts"
import { pageOf, pageParameters } from "./page.ts"
import { parameter } from "./parameter.ts"

type Condition = keyof typeof contactConditions

/** A condition of the filter. The core says what is wrong with its text. */
const condition = (name: Condition, description: string) =>
  parameter(description, (text) =>
    Result.match(contactConditions[name](text) as Result.Result<unknown, { readonly message: string }>, {
      onFailure: ({ message }) => message,
      onSuccess: () => undefined,
    }),
  )

const filter = {
  email: condition("email", "The contact with this address, in any spelling of it. A + need not be encoded."),
  accountId: condition("accountId", "Contacts that have this account, closed or not"),
  contactType: condition("contactType", "Contacts that have this contact type, closed or not"),
  source: condition("source", "Contacts from exactly this source"),
  importId: condition("importId", "Contacts that this import created"),
  createdAfter: condition("createdAfter", "Contacts created at this time (RFC 3339, with an offset) or later"),
  createdBefore: condition("createdBefore", "Contacts created before this time (RFC 3339, with an offset)"),
}

const errors = [BadRequest, NotFound, MethodNotAllowed, InternalServerError, ServiceUnavailable] as const

/** Every parameter that is not known, empty, repeated or invalid is named. */
const strict = { onExcessProperty: "error", errors: "all" } as const

/** `GET /v1/accounts/contacts`. */
export const listContactsEndpoint = HttpApiEndpoint.get("list", "/v1/accounts/contacts", {
  query: {
    ...filter,
    sort: Schema.optionalKey(
      Schema.Literals(["newest", "email"]).annotate({
        description: "newest (the default): the contact created last comes first. email: by email.",
        message: "must be newest or email, and given once",
      }),
    ),
    ...pageParameters,
  },
  success: pageOf("contacts", ListedContactDto).annotate({ identifier: "ContactPage" }),
  error: [...errors],
})
  .annotate(HttpApi.QueryParseOptions, strict)
  .annotateMerge(
    OpenApi.annotations({
      summary: "List contacts",
      description:
        "A page of the contacts that meet every condition given. A contact that exists throughout is on exactly one page, " +
        "whatever is created and deleted meanwhile. If few of very many contacts match, a page may have fewer than limit, " +
        "even none: only the last page has no nextCursor.",
      transform: describeList(),
    }),
  )

/** `GET /v1/accounts/contacts/export`. */
export const exportContactsEndpoint = HttpApiEndpoint.get("export", "/v1/accounts/contacts/export", {
  query: filter,
  success: HttpApiSchema.StreamUint8Array({ contentType: exportMediaTypes }),
  error: [...errors, NotAcceptable],
})
  .annotate(HttpApi.QueryParseOptions, strict)
  .annotateMerge(
    OpenApi.annotations({
      summary: "Export contacts",
      description:
        "All contacts that meet every condition given, the newest first, as NDJSON (the default) or CSV, whichever Accept " +
        "prefers. If the export fails midway, the transfer is broken off. The trailer contact-count has the number of contacts.",
      transform: describeList(),
    }),
  )

/** `GET /v1/accounts`. */
export const listAccountsEndpoint = HttpApiEndpoint.get("listAccounts", "/v1/accounts", {
  query: pageParameters,
  success: pageOf("accounts", ListedAccountDto).annotate({ identifier: "AccountPage" }),
  error: [...errors],
})
  .annotate(HttpApi.QueryParseOptions, strict)
  .annotateMerge(
    OpenApi.annotations({
      summary: "List accounts",
      description: "A page of the accounts that new contacts can have: those that are not closed, by id.",
      transform: describeList(),
    }),
  )

/** `GET /v1/contact-types`. */
export const listContactTypesEndpoint = HttpApiEndpoint.get("listContactTypes", "/v1/contact-types", {
  query: pageParameters,
  success: pageOf("contactTypes", ListedContactTypeDto).annotate({ identifier: "ContactTypePage" }),
  error: [...errors],
})
  .annotate(HttpApi.QueryParseOptions, strict)
  .annotateMerge(
    OpenApi.annotations({
      summary: "List contact types",
      description: "A page of the contact types that new contacts can have: those that are not closed, by id.",
      transform: describeList(),
    }),
  )
