// SPDX-License-Identifier: AGPL-3.0-or-later
import { clock } from './clock.js';
import { showNotice } from './notice.js';

const STATUS_TEXT = { connecting: 'Connecting …', buffering: 'Loading …', ended: 'The end. Press play to watch it again.', playing: '', paused: '', closed: '', failed: '' };
const HIDE_CONTROLS_AFTER_MS = 3_000;
const byId = (id) => document.getElementById(id);

export class PlayerView {
  #root = byId('view-player');
  #video = byId('video');
  #seek = byId('seek');
  #film = null;
  #watching = 0;
  #dragging = false;
  #idle;
  #leave;
  #gone;

  /**
   * @param {() => void} leave           the viewer goes back to the films
   * @param {(error: Error) => void} gone  the film cannot go on
   */
  constructor(leave, gone) {
    this.#leave = leave;
    this.#gone = gone;
    byId('play').addEventListener('click', () => this.#toggle());
    this.#video.addEventListener('click', () => this.#toggle());
    byId('mute').addEventListener('click', () => this.#setMuted(!this.#video.muted));
    byId('volume').addEventListener('input', (event) => this.#setVolume(Number(event.target.value)));
    byId('fullscreen').addEventListener('click', () => this.#toggleFullScreen());
    byId('leave').addEventListener('click', () => this.#close());
    this.#seek.addEventListener('input', () => { this.#dragging = true; this.#showTime(Number(this.#seek.value)); });
    this.#seek.addEventListener('change', () => { this.#dragging = false; this.#seekTo(Number(this.#seek.value)); });
    this.#root.addEventListener('pointermove', () => this.#wake());
    document.addEventListener('keydown', (event) => this.#key(event));
    setInterval(() => this.#tick(), 250);
    this.#setVolume(1);
  }

  /** Opens a film and plays it from the start; rejects with what to tell the viewer. */
  async watch(client, item) {
    this.stop();
    const turn = ++this.#watching;
    byId('player-title').textContent = item.title;
    this.#seek.max = item.duration;
    byId('duration').textContent = clock(item.duration);
    this.#status('connecting');
    this.#root.focus();
    const film = await client.open(item.contentId, this.#video);
    if (turn !== this.#watching) return film.close();
    this.#film = film;
    this.#seek.max = film.duration;
    byId('duration').textContent = clock(film.duration);
    film.addEventListener('status', ({ detail }) => this.#status(detail));
    film.addEventListener('error', ({ detail }) => film.status === 'closed' ? this.#gone(detail) : showNotice(detail.message));
    await film.play();
    this.#wake();
  }

  /** Ends what plays. */
  stop() {
    this.#watching++;
    const film = this.#film;
    this.#film = null;
    film?.close();
    this.#video.srcObject = null;
    if (document.fullscreenElement === this.#root) document.exitFullscreen();
  }

  #close() {
    this.stop();
    this.#leave();
  }

  #toggle() {
    const film = this.#film;
    if (!film) return;
    const command = film.state === 'playing' ? film.pause() : film.state === 'ended' ? film.play(0) : film.play();
    command.catch(() => {}); // told by the film's error event
    this.#wake();
  }

  #seekTo(position) {
    this.#film?.seek(position).catch(() => {});
    this.#wake();
  }

  #setMuted(muted) {
    this.#video.muted = muted;
    byId('mute').textContent = muted ? '🔇' : '🔊';
    byId('mute').setAttribute('aria-label', muted ? 'Unmute' : 'Mute');
  }

  #setVolume(volume) {
    this.#video.volume = Math.max(0, Math.min(1, volume));
    byId('volume').value = this.#video.volume;
    this.#setMuted(this.#video.volume === 0);
  }

  #toggleFullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.#root.requestFullscreen().catch(() => showNotice('This browser does not allow full screen here.'));
  }

  #key(event) {
    const inField = event.target.matches?.('input:not([type=range])');
    if (this.#root.hidden || inField || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = this.#film?.position ?? 0;
    const onRange = event.target.matches?.('input[type=range]');
    const actions = {
      ' ': () => event.target.matches?.('button') || (this.#toggle(), true),
      k: () => (this.#toggle(), true),
      ArrowLeft: () => onRange || (this.#seekTo(here - 10), true),
      ArrowRight: () => onRange || (this.#seekTo(here + 10), true),
      ArrowUp: () => onRange || (this.#setVolume(this.#video.volume + 0.1), true),
      ArrowDown: () => onRange || (this.#setVolume(this.#video.volume - 0.1), true),
      Home: () => onRange || (this.#seekTo(0), true),
      m: () => (this.#setMuted(!this.#video.muted), true),
      f: () => (this.#toggleFullScreen(), true),
      Escape: () => document.fullscreenElement || (this.#close(), true),
    };
    if (actions[event.key]?.() === true && !onRange && !event.target.matches?.('button')) event.preventDefault();
  }

  #status(status) {
    this.#root.dataset.status = status;
    const box = byId('player-status');
    box.textContent = STATUS_TEXT[status] ?? '';
    box.toggleAttribute('data-busy', status === 'connecting' || status === 'buffering');
    const playing = this.#film?.state === 'playing';
    byId('play').textContent = playing ? '⏸' : '▶';
    byId('play').setAttribute('aria-label', playing ? 'Pause' : 'Play');
    if (!playing) this.#wake();
  }

  #tick() {
    if (!this.#film || this.#dragging) return;
    this.#seek.value = this.#film.position;
    this.#showTime(this.#film.position);
  }

  #showTime(position) {
    byId('time').textContent = clock(position);
    this.#seek.setAttribute('aria-valuetext', `${clock(position)} of ${byId('duration').textContent}`);
  }

  #wake() {
    this.#root.classList.remove('idle');
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#film?.state === 'playing' && this.#root.classList.add('idle'), HIDE_CONTROLS_AFTER_MS);
  }
}
