/** Age of something in few characters: `0.4 s`, `41 s`, `3 min`, `2 h`. Milliseconds in; a negative age is a clock that jumped: 0. */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${(Math.floor(seconds * 10) / 10).toFixed(1)} s`;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h`;
}

/** Time left, rounded up so that it never says 0 while there is something left: `42 s`, `1:05`, `2:00:00`. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** Local time of day, `14:02:11`; of another day its date and minutes, `05-06 12:03`. */
export function formatTime(unixMs: number, now: number): string {
  const moment = new Date(unixMs);
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(twoDigits).join(':');
  if (moment.toDateString() === new Date(now).toDateString()) return time;
  return `${twoDigits(moment.getMonth() + 1)}-${twoDigits(moment.getDate())} ${time.slice(0, 5)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
