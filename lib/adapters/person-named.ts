/**
 * SQL: people are noted by the address with which they sign in, which no other has; here they have the name that others know.
 * What is no such address, or has no name, stays as it was noted.
 * @param noted a column, with its table
 */
export function personNamed(noted: string): string {
  return `coalesce((SELECT nullif(u.name, '') FROM sign_in_user u WHERE u.email = ${noted}), ${noted})`;
}
