// Formatting of figures. How is a figure shown? With as many digits as its interval supports, and a true minus sign.

const digitsTo = (x, n) => (x === 0 || !Number.isFinite(x) ? 3 : n - 1 - Number(x.toExponential(Math.max(0, n - 1)).split("e")[1]));

function fixed(x, decimals) {
  const places = Math.min(decimals, 4);
  const unit = 10 ** -places;
  const rounded = places < 0 ? Math.round(x / unit) * unit : x;
  const [whole, rest] = Math.abs(rounded).toFixed(Math.max(places, 0)).split(".");
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
  if (!/[1-9]/.test(text)) return x === 0 || places < 4 ? "0" : "~0";
  return (rounded < 0 ? "−" : "") + text;
}

const plus = (text) => (/^[−~]/.test(text) || text === "0" ? text : `+${text}`);

function spread([mean, half], sign) {
  if (half === undefined) return sign(fixed(mean, digitsTo(mean, 2)));
  const decimals = Math.min(digitsTo(half / 3, 1), digitsTo(Math.max(Math.abs(mean), half), 3));
  const [m, low, high] = [mean, mean - half, mean + half].map((x) => sign(fixed(x, decimals)));
  return low === high ? m : `${m} (${low}\u00a0to\u00a0${high})`;
}

export const NONE = "—";

/** `35 (34 to 36)`. */
export const level = (i) => (i ? spread(i, (text) => text) : NONE);

/** `+1.2 (+0.4 to +2.0)`. */
export function difference(i) {
  if (!i) return NONE;
  return i[0] === 0 && !(i[1] > 0) ? "=" : spread(i, plus);
}

/** 1: clearly more; -1: clearly less; 0: chance may explain it. */
export const sure = (i) => (i && i[1] !== undefined && Math.abs(i[0]) > i[1] ? Math.sign(i[0]) : 0);

/** A whole number with commas. */
export const whole = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** A number on an axis. */
export const tick = (x) => String(+x.toPrecision(10)).replace("-", "−");

/** Returns a formatter for values between two bounds, with enough digits to distinguish the given number of steps. */
export const between = (least, most, steps) => (x) => fixed(x, digitsTo((most - least) / steps, 2));

/** Two digits. */
export const two = (x) => (Number.isFinite(x) ? fixed(x, digitsTo(x, 2)) : NONE);
