// SPDX-License-Identifier: AGPL-3.0-or-later
import { clock } from './clock.js';

export class CatalogueView {
  #list = document.getElementById('films');
  #empty = document.getElementById('catalogue-empty');
  #card = document.getElementById('film-card');
  #watch;

  /** @param {(item: object) => void} watch  called with the film the viewer picked */
  constructor(watch) {
    this.#watch = watch;
  }

  show(items) {
    this.#list.replaceChildren(...items.map((item) => this.#render(item)));
    this.#empty.hidden = items.length > 0;
    this.#list.querySelector('button')?.focus();
  }

  #render(item) {
    const card = this.#card.content.cloneNode(true);
    const find = (selector) => card.querySelector(selector);
    find('.film').dataset.contentId = item.contentId;
    find('.name').textContent = item.title;
    find('.synopsis').textContent = item.synopsis;
    find('.length').textContent = clock(item.duration);
    const image = find('img');
    if (item.poster) image.src = item.poster;
    else image.remove();
    const badge = find('.badge');
    const notes = [item.entitled ? '' : `not in your package`, item.ageLevel ? `from ${item.ageLevel}` : ''].filter(Boolean);
    badge.textContent = notes.join(', ');
    badge.hidden = notes.length === 0;
    find('.film').addEventListener('click', () => this.#watch(item));
    return card;
  }
}
