/** An organization to begin with. */
export interface OrganizationSeed {
  readonly id: string
  readonly apiKeys?: ReadonlyArray<string>
  readonly accounts?: ReadonlyArray<string>
  readonly contactTypes?: ReadonlyArray<string>
  /** One of `contactTypes`. */
  readonly defaultContactType?: string
}
