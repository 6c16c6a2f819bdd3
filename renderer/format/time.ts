/** Local time of day, `14:02:11`; of another day its date and minutes, `05-06 12:03`. */
export function formatTime(unixMs: number, now: number): string {
  const moment = new Date(unixMs);
  const time = timeOfDay(unixMs);
  if (moment.toDateString() === new Date(now).toDateString()) return time;
  return `${twoDigits(moment.getMonth() + 1)}-${twoDigits(moment.getDate())} ${time.slice(0, 5)}`;
}

/** Local time of day, `14:02:11`. */
export function timeOfDay(unixMs: number): string {
  const moment = new Date(unixMs);
  return [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(twoDigits).join(':');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Local day, `2025-05-06`. */
export function formatDay(unixMs: number): string {
  const moment = new Date(unixMs);
  return [moment.getFullYear(), twoDigits(moment.getMonth() + 1), twoDigits(moment.getDate())].join('-');
}

/** Local time of day to the millisecond, `14:02:11.042`. */
export function formatPrecise(unixMs: number): string {
  return `${timeOfDay(unixMs)}.${String(new Date(unixMs).getMilliseconds()).padStart(3, '0')}`;
}
