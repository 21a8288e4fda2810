// SPDX-License-Identifier: AGPL-3.0-or-later
/** One channel being watched; zapping changes what it shows, never the connection. Times are seconds of UTC since 1970. */

import { FilmSession } from './film-session.js';

/** Events as of a film, and `channel` (detail: the id of the channel shown). */
export class ChannelSession extends FilmSession {
  #window = { live: true, start: 0, end: 0 };

  /** Opens a channel; it plays at once. */
  async watch(channel, iceServers = []) {
    await this.connect('watch', { channel }, iceServers);
    this.channel = channel;
    this.learn({ state: 'playing', position: Date.now() / 1000, live: true, start: Date.now() / 1000, end: Date.now() / 1000 });
    await Promise.all([this.show(), this.command('position')]);
  }

  /** Another channel. Refused, the old one goes on. */
  zap(channel) {
    return this.command('zap', { channel });
  }

  /** Back from time shift to what is broadcast now. */
  goLive() {
    return this.command('live');
  }

  /** Whether it is what is broadcast now. */
  get live() {
    return this.#window.live;
  }

  /** Seconds behind what is broadcast now. */
  get behind() {
    return this.live ? 0 : Math.max(0, this.range.end - this.position);
  }

  /** What can be played; its end moves on with the time. */
  get range() {
    const moved = this.#window.end ? this.sinceKnown : 0;
    return { start: this.#window.start, end: this.#window.end + moved };
  }

  /** The window moves also while it stands still. */
  get resyncs() {
    return true;
  }

  learn(state) {
    if (state.end) this.#window = { live: state.live, start: state.start, end: state.end };
    super.learn(state);
    if (state.channel && state.channel !== this.channel) {
      this.channel = state.channel;
      this.dispatchEvent(new CustomEvent('channel', { detail: state.channel }));
    }
  }
}
