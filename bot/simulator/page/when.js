// Dates and times in Russian, in the time zone of the school.

let zone = "Europe/Moscow";
let now = new Date();

export function set(moment, of) {
  zone = of;
  now = new Date(moment);
}

const said = (moment, options) => new Intl.DateTimeFormat("ru", { ...options, timeZone: zone }).format(new Date(moment));

export const hour = (moment) => said(moment, { hour: "2-digit", minute: "2-digit" });
export const whole = (moment) => `${said(moment, { weekday: "short", day: "numeric", month: "long" })}, ${hour(moment)}`;
export const date = (moment) => said(moment, { day: "numeric", month: "long", year: "numeric" }).replace(" г.", "");

// «сегодня», «завтра», «в пн, 23 ноября»
export function day(moment) {
  const [then, today] = [moment, now].map((each) => said(each, { year: "numeric", month: "2-digit", day: "2-digit" }));
  if (then === today) return "сегодня";
  if (then === said(now.getTime() + 86_400_000, { year: "numeric", month: "2-digit", day: "2-digit" })) return "завтра";
  return said(moment, { weekday: "long", day: "numeric", month: "long" });
}
