// SPDX-License-Identifier: AGPL-3.0-or-later
/** What a remote control has for television: channel up and down, numbers, the way back to live. */

import { showNotice, hideNotice } from './notice.js';

const NUMBER_COMPLETE_AFTER_MS = 1_200;
const byId = (id) => document.getElementById(id);

export class RemoteControl {
  #session = null;
  #channels = [];
  #wanted = null;
  #zapping = 0;
  #digits = '';
  #timer;

  constructor() {
    byId('channel-up').addEventListener('click', () => this.step(1));
    byId('channel-down').addEventListener('click', () => this.step(-1));
    byId('go-live').addEventListener('click', () => this.goLive());
  }

  /** A channel is being opened, out of this list. */
  prepare(channels, channel) {
    this.#channels = channels;
    this.#wanted = channel.channel;
    this.#title(channel);
    this.#visible(true);
  }

  /** It is open. */
  take(session) {
    this.#session = session;
    this.#zapping = 0;
    session.addEventListener('channel', () => this.#settle());
  }

  release() {
    this.#session = null;
    this.#wanted = null;
    this.#visible(false);
    this.#forgetDigits();
  }

  get active() {
    return this.#wanted !== null;
  }

  /** The neighbour in the list; behind the last comes the first. */
  step(by) {
    const here = this.#channels.findIndex((item) => item.channel === this.#wanted);
    const count = this.#channels.length;
    if (here >= 0 && count > 1) this.#zap(this.#channels[(here + by + count) % count]);
  }

  /** A digit of a channel's number. */
  digit(digit) {
    this.#digits = (this.#digits + digit).slice(-4);
    byId('number').textContent = this.#digits;
    byId('number').hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#toNumber(), NUMBER_COMPLETE_AFTER_MS);
  }

  #toNumber() {
    const number = Number(this.#digits);
    this.#forgetDigits();
    const channel = this.#channels.find((item) => item.number === number);
    if (channel) this.#zap(channel);
    else showNotice(`There is no channel ${number}.`);
  }

  #forgetDigits() {
    this.#digits = '';
    clearTimeout(this.#timer);
    byId('number').hidden = true;
  }

  async #zap(channel) {
    if (!this.#session || channel.channel === this.#wanted) return;
    hideNotice();
    this.#wanted = channel.channel;
    this.#title(channel);
    const session = this.#session;
    this.#zapping++;
    // refused, the old channel goes on: the session's error event tells why
    await session.zap(channel.channel).catch(() => {});
    if (session !== this.#session) return;
    this.#zapping--;
    this.#settle();
  }

  goLive() {
    this.#session?.goLive().catch(() => {});
  }

  /** What is shown, once nothing else is asked for: the answer to one key may come after the next one was pressed. */
  #settle() {
    const channel = this.#channels.find((item) => item.channel === this.#session?.channel);
    if (!channel || this.#zapping > 0) return;
    this.#wanted = channel.channel;
    this.#title(channel);
  }

  #title(channel) {
    byId('player-title').textContent = channel.number ? `${channel.number}  ${channel.title}` : channel.title;
  }

  #visible(visible) {
    byId('channel-keys').hidden = !visible;
    byId('go-live').hidden = !visible;
  }
}
