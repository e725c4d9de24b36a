/** The server. Every error is a `ServerProblem` that says in plain words what happened and what to do. */

import { ofWindow } from "./session.js";

const TOKEN = "mtlint-token"; // in sessionStorage: gone when the window is closed
export const LONGEST = 180_000; // milliseconds to wait for an answer

export class ServerProblem extends Error {
  /**
   * @param {"token"|"large"|"busy"|"offline"|"slow"|"cancelled"|"refused"|"failed"} kind
   * @param {string} message
   * @param {number} [wait] Seconds after which to try again; of "busy".
   */
  constructor(kind, message, wait = 0) {
    super(message);
    this.kind = kind;
    this.wait = wait;
  }
}

/** @param {string} token */
export function keepToken(token) {
  ofWindow.set(TOKEN, token);
}

/**
 * Have a text checked.
 * @param {{text: string, format: string, min_confidence: number}} body
 * @param {AbortSignal} cancelled
 * @returns {Promise<string>} the JSON report as the server gave it
 */
export async function check(body, cancelled) {
  const stop = new AbortController();
  let slow = false;
  const clock = setTimeout(() => { slow = true; stop.abort(); }, LONGEST);
  const cancel = () => stop.abort();
  cancelled.addEventListener("abort", cancel);
  try {
    /** @type {Record<string, string>} */
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const token = ofWindow.get(TOKEN);
    if (token) headers.Authorization = `Bearer ${token}`;
    const response = await fetch("api/check", {
      method: "POST", headers, body: JSON.stringify(body), signal: stop.signal, cache: "no-store", redirect: "error",
      credentials: "omit", referrerPolicy: "no-referrer",
    });
    const raw = await response.text();
    if (response.ok) return raw;
    throw problemOf(response, raw, token !== null);
  } catch (error) {
    if (error instanceof ServerProblem) throw error;
    if (cancelled.aborted) throw new ServerProblem("cancelled", "The check was cancelled.");
    if (slow) {
      throw new ServerProblem("slow", `The server gave no answer within ${LONGEST / 60_000} minutes. Try again, or check the text in parts.`);
    }
    throw new ServerProblem("offline", "The server cannot be reached. See whether mtlint serve still runs and you are connected, then check again.");
  } finally {
    clearTimeout(clock);
    cancelled.removeEventListener("abort", cancel);
  }
}

/**
 * @param {Response} response
 * @param {string} raw
 * @param {boolean} withToken
 */
function problemOf(response, raw, withToken) {
  const said = saidBy(raw);
  const wait = waitOf(response.headers.get("Retry-After"));
  const later = wait ? ` Try again in ${wait} ${wait === 1 ? "second" : "seconds"}.` : " Try again in a moment.";
  switch (response.status) {
    case 401:
      return new ServerProblem("token", withToken ? "The server does not know this token." : "The server asks for a token.");
    case 413:
      return new ServerProblem("large", `The text is larger than the server takes${said}. Check it in parts.`);
    case 429:
      return new ServerProblem("busy", `Too many checks at once${said}.${later}`, wait);
    case 503:
      return new ServerProblem("busy", `The server cannot take the check now${said}.${later}`, wait);
    case 400: case 403: case 415: case 422:
      return new ServerProblem("refused", `The server refused the check (${response.status})${said}.`);
    default:
      return new ServerProblem("failed", `The server failed (${response.status})${said}. Try again; if it fails again, tell whoever runs it.`);
  }
}

/** @param {string} raw */
function saidBy(raw) {
  try {
    const message = JSON.parse(raw)?.error?.message;
    return typeof message === "string" && message ? `: ${message.slice(0, 300).replace(/\.$/, "")}` : "";
  } catch {
    return "";
  }
}

/**
 * Seconds, from seconds or a date.
 * @param {string|null} value
 */
function waitOf(value) {
  if (!value) return 0;
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
}
