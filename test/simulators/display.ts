/** How partners write counts. Digits after "万" are always printed, so that "1.0万" has a step of 1,000. */

/** "51,234". */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const inWan = (thousands: number): string => `${Math.floor(thousands / 10)}.${thousands % 10}万`;

/** "9,876" below ten thousand, from there on "1.2万", cut off. */
export const flooredWan = (count: number): string =>
  count < 10_000 ? grouped(count) : inWan(Math.floor(count / 1000));

/** "9876" below ten thousand, from there on "1.2万" to the nearest thousand. */
export const roundedWan = (count: number): string =>
  count < 10_000 ? String(count) : inWan(Math.round(count / 1000));

/** As `flooredWan`, and "10万+" above 100,000: how clients show reads. */
export const cappedWan = (count: number): string => (count > 100_000 ? '10万+' : flooredWan(count));
