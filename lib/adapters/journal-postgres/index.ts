export { openJournal } from "./open-journal.ts";
export { openOffice } from "./open-office.ts";
