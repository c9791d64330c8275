/**
 * A job that met a fault (a full disk, a key file that others may read, a database that restarts) is taken again, later each
 * time up to a minute, for as long as the fault may reasonably last: people see it running, and it goes on by itself.
 */
export const QUEUE_OPTIONS = {
  retryLimit: 1000,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 60,
  expireInSeconds: 3600,
} as const;
