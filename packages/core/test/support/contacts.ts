/** The fields of a normalized contact that has none but an address and a first name. */
export const nothing = {
  lastName: null,
  phoneNumber: null,
  avatarUrl: null,
  source: null,
  contactType: null,
  accountIds: null,
  customFieldValues: null,
  metadata: null,
}
