import "server-only";

/** Folder in the data folder for what jobs leave for people: `{job}/errors.csv`. */
export const JOB_FILES = "jobs";
