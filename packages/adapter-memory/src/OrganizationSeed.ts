/** An organization, and what it has when a test begins. */
export interface OrganizationSeed {
  readonly id: string
  readonly apiKeys?: ReadonlyArray<string>
  readonly accounts?: ReadonlyArray<string>
  readonly contactTypes?: ReadonlyArray<string>
  /** One of `contactTypes`. Default: the organization has no default contact type. */
  readonly defaultContactType?: string
}
