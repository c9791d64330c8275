import "server-only";

/** Under the data folder. The worker writes there, the public doors read. */
export const PUBLIC_LISTS_FOLDER = "lists";
