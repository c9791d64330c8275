/**
 * SQL: people are noted by the address with which they sign in, which no other has; here they have the name that others know.
 * What is no address of somebody with a seat in that member, or has no name, stays as it was noted: an address that somebody
 * typed tells nothing of people elsewhere.
 * @param noted a column, with its table
 * @param member SQL of the member whose row it is
 */
export function personNamed(noted: string, member: string): string {
  return `coalesce((SELECT nullif(u.name, '') FROM sign_in_organization o JOIN sign_in_seat s ON s.organization_id = o.id
    JOIN sign_in_user u ON u.id = s.user_id WHERE o.slug = ${member} AND u.email = ${noted}), ${noted})`;
}
