// SPDX-License-Identifier: AGPL-3.0-or-later
/** One W2 connection: JSON requests with replies matched by id, and events. Knows nothing of films. */

export const SUBPROTOCOL = 'castbridge.w2.v1';
const PING_EVERY_MS = 25_000;
const REPLY_WITHIN_MS = 20_000;

/** What the gateway, or the way to it, said no to. `code` is one of the schema's error codes. */
export class CastbridgeError extends Error {
  constructor(code, message, details = {}) {
    super(message);
    this.name = 'CastbridgeError';
    this.code = code;
    Object.assign(this, details);
  }
}

export class W2Connection extends EventTarget {
  #socket;
  #lastId = 0;
  #waiting = new Map();
  #pinger;

  /** Resolves when the connection is open. */
  connect(url) {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, SUBPROTOCOL);
      this.#socket = socket;
      socket.onopen = () => {
        this.#pinger = setInterval(() => this.request('ping').catch(() => {}), PING_EVERY_MS);
        resolve();
      };
      socket.onmessage = (event) => this.#receive(JSON.parse(event.data));
      socket.onclose = (event) => {
        const lost = new CastbridgeError('unavailable', 'The connection to the service is lost. Check the network and sign in again.');
        reject(lost);
        this.#end(event, lost);
      };
    });
  }

  get open() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Sends a request; resolves with the reply, rejects with a CastbridgeError. */
  request(type, fields = {}) {
    if (!this.open) return Promise.reject(new CastbridgeError('unavailable', 'There is no connection to the service. Sign in again.'));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new CastbridgeError('unavailable', 'The service does not answer. Try again in a moment.'));
      }, REPLY_WITHIN_MS);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#socket.send(JSON.stringify({ type, id, ...fields }));
    });
  }

  close() {
    this.#socket?.close(1000);
  }

  #receive(message) {
    const waiting = this.#waiting.get(message.re);
    if (!waiting) {
      this.dispatchEvent(new CustomEvent('message', { detail: message }));
      return;
    }
    this.#waiting.delete(message.re);
    clearTimeout(waiting.timer);
    if (message.type === 'error') waiting.reject(new CastbridgeError(message.code, message.message, message));
    else waiting.resolve(message);
  }

  #end(event, error) {
    clearInterval(this.#pinger);
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#waiting.clear();
    this.dispatchEvent(new CustomEvent('closed', { detail: { code: event.code, reason: event.reason } }));
  }
}
