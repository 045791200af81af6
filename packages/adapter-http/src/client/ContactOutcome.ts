import type { CustomerContactBulkResponseDto } from "../api/schemas.ts"

// Interfaces of the contract's types, because editors show their names.

type Outcome = NonNullable<(typeof CustomerContactBulkResponseDto.Type)["contacts"]>[number]

/** What happened to one contact of a request. `status` and `reason` tell which. */
export type ContactOutcome = CreatedOutcome | DuplicateOutcome | ExistingOutcome | InvalidOutcome

/** A contact that was created. It has no `id` in a dry run. */
export interface CreatedOutcome extends Extract<Outcome, { readonly status: "created" }> {}

/** A contact whose email an earlier contact of the same request has. */
export interface DuplicateOutcome extends Extract<Outcome, { readonly reason: "duplicate_in_request" }> {}

/** A contact whose email the organization already had. The existing contact was not changed. */
export interface ExistingOutcome extends Extract<Outcome, { readonly reason: "already_exists" }> {}

/** A contact that was left out of a lenient request, because it is invalid. */
export interface InvalidOutcome extends Extract<Outcome, { readonly status: "invalid" }> {}
