// SPDX-License-Identifier: AGPL-3.0-or-later
/** The list of channels. */

export class ChannelsView {
  #list = document.getElementById('channels');
  #empty = document.getElementById('live-empty');
  #card = document.getElementById('channel-card');
  #watch;

  /** @param {(channels: object[], channel: object) => void} watch  called with the list and the channel the viewer picked */
  constructor(watch) {
    this.#watch = watch;
  }

  show(channels) {
    this.#list.replaceChildren(...channels.map((channel) => this.#render(channels, channel)));
    this.#empty.hidden = channels.length > 0;
    this.#list.querySelector('button')?.focus();
  }

  #render(channels, channel) {
    const card = this.#card.content.cloneNode(true);
    const find = (selector) => card.querySelector(selector);
    find('.channel').dataset.channel = channel.channel;
    find('.channel-number').textContent = channel.number || '';
    find('.name').textContent = channel.title;
    const notes = [
      channel.entitled ? '' : 'not in your package',
      channel.ageLevel ? `from ${channel.ageLevel}` : '',
      channel.timeShift ? 'can be paused' : '',
    ];
    find('.notes').textContent = notes.filter(Boolean).join(', ');
    find('.channel').addEventListener('click', () => this.#watch(channels, channel));
    return card;
  }
}
