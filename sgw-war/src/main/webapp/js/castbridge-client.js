// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The Castbridge client: signs a viewer in to the IPTV service of an operator and plays its films in a <video>.
 *
 *   import { CastbridgeClient } from '/js/castbridge-client.js';
 *   const client = new CastbridgeClient();
 *   await client.connect();
 *   await client.signIn('alice', 'her password');
 *   const films = await client.browse();
 *   const film = await client.open(films[0].contentId, document.querySelector('video'));
 *   await film.play();            // film.pause(), film.seek(12.5), film.position, film.close()
 *   film.addEventListener('status', (event) => console.log(event.detail));
 *   const channels = await client.channels();
 *   const tv = await client.watch(channels[0].channel, document.querySelector('video'));
 *   await tv.zap(channels[1].channel);  // tv.pause(), tv.seek(tv.position - 30), tv.goLive(), tv.behind
 *   await client.signOut();
 *
 * Every promise rejects with a CastbridgeError: `code` for the program, `message` for the viewer.
 * Events of the client: `signedout` (detail: the reason), when the connection or the registration is gone.
 */

import { answerChallenge, secretFor } from './digest.js';
import { ChannelSession } from './channel-session.js';
import { FilmSession } from './film-session.js';
import { CastbridgeError, W2Connection } from './w2.js';

export { CastbridgeError, ChannelSession, FilmSession };

export class CastbridgeClient extends EventTarget {
  #w2 = new W2Connection();
  #settings = { domain: '', w2: '/w2', iceServers: [] };
  #secret = null;
  #films = new Map();

  /** @param {{origin?: string}} options  where the gateway is; the page's own origin by default */
  constructor({ origin = location.origin } = {}) {
    super();
    this.origin = origin;
    this.#w2.addEventListener('message', ({ detail }) => this.#event(detail));
    this.#w2.addEventListener('closed', ({ detail }) => this.#lost(detail));
  }

  /** Reads the gateway's settings and opens the connection to it. */
  async connect() {
    const answer = await fetch(new URL('/settings.json', this.origin)).catch(() => null);
    if (!answer?.ok) throw new CastbridgeError('unavailable', 'The service cannot be reached. Try again in a moment.');
    this.#settings = { ...this.#settings, ...(await answer.json()) };
    const url = new URL(this.#settings.w2, this.origin);
    url.protocol = url.protocol.replace('http', 'ws');
    await this.#w2.connect(url);
  }

  get connected() {
    return this.#w2.open;
  }

  /** Registers with the operator's IMS. `user` is a name, or a whole private identity with an @. The password stays here. */
  async signIn(user, password) {
    const impi = user.includes('@') ? user : `${user}@${this.#settings.domain}`;
    const challenge = await this.#w2.request('hello', { impi });
    this.#secret = await secretFor(impi, password, challenge.challenges);
    try {
      this.identity = await this.#authenticate(challenge);
    } catch (error) {
      this.#secret = null;
      throw error;
    }
    return this.identity;
  }

  /** The films this viewer can see listed, each with contentId, title, synopsis, duration, poster, ageLevel, entitled. */
  async browse() {
    return (await this.#w2.request('catalogue')).items;
  }

  /** The channels, by number, each with channel, title, number, ageLevel, timeShift, entitled. */
  async channels() {
    return (await this.#w2.request('channels')).items;
  }

  /** Opens a film into a video element; it waits for play(). */
  async open(contentId, video) {
    const film = new FilmSession(this.#w2, video);
    await film.open(contentId, this.#settings.iceServers);
    return this.#keep(film);
  }

  /** Opens a channel into a video element; it plays at once. */
  async watch(channel, video) {
    const session = new ChannelSession(this.#w2, video);
    await session.watch(channel, this.#settings.iceServers);
    return this.#keep(session);
  }

  #keep(session) {
    this.#films.set(session.id, session);
    session.addEventListener('status', ({ detail }) => detail === 'closed' && this.#films.delete(session.id));
    return session;
  }

  /** Ends everything and de-registers. */
  async signOut() {
    for (const film of this.#films.values()) await film.close();
    // the network may ask once more who it is that leaves: the secret goes last
    if (this.#w2.open) await this.#w2.request('bye').catch(() => {});
    this.#secret = null;
    this.#w2.close();
  }

  async #authenticate(challenge) {
    const reply = await this.#w2.request('authenticate', await answerChallenge(this.#secret, challenge));
    if (reply.type === 'challenge') return this.#authenticate(reply); // the nonce had gone stale
    return reply;
  }

  #event(message) {
    if (message.type === 'challenge' && this.#secret) this.#authenticate(message).catch(() => this.#w2.close());
    else if (message.session) this.#films.get(message.session)?.handle(message);
  }

  #lost(detail) {
    for (const film of this.#films.values()) {
      film.handle({ type: 'closed', reason: 'network', message: 'The connection to the service is lost. Sign in again to go on.' });
    }
    this.#films.clear();
    this.#secret = null;
    this.dispatchEvent(new CustomEvent('signedout', { detail }));
  }
}
