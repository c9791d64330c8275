export const SHORTEST_PASSWORD = 15;
export const LONGEST_PASSWORD = 128;
