/**
 * Where the rules begin to speak. Start values are those of trust.md section 7; what differs, and what that list leaves open,
 * was set by `npm run bench -- clones` (docs/decisions/053).
 */
export const THRESHOLDS = {
  /** R1: no parcel is faster, the devices are this far apart, and each place is known better than this. */
  speedKmPerHour: 900,
  apartKm: 500,
  locatedWithinKm: 100,
  /** R1: so many devices that leap after an activation are more than one owner and his tunnel. */
  leapingDevices: 3,
  /** R2: more devices than an owner, a colleague and a warehouse have. */
  devicesInDay: 5,
  devicesInMonth: 15,
  /** R4: how late a shipment is booked after the carrier took it. */
  bookedLateHours: 24,
  /** R6: hours after a count in which no parcel can have brought what was counted to anybody. */
  stockCountHoldsHours: 24,
  /** R7: share of a lot, and at least so many modules: one curious buyer of a lot of eight is no leak. */
  lotShare: 0.01,
  lotModules: 5,
  lotDays: 7,
  /** R8: unknown codes of one network in so many minutes, or so many for each known one. */
  guesses: 20,
  guessMinutes: 10,
  guessRatio: 5,
  /** R9: fields that must have been compared before a difference says anything. */
  fieldsCompared: 4,
} as const;
