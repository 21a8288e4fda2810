// SPDX-License-Identifier: AGPL-3.0-or-later
import { clock, timeOfDay } from './clock.js';
import { showNotice } from './notice.js';
import { RemoteControl } from './remote-control.js';

const STATUS_TEXT = { connecting: 'Connecting …', buffering: 'Loading …', ended: 'The end. Press play to watch it again.', playing: '', paused: '', closed: '', failed: '' };
const HIDE_CONTROLS_AFTER_MS = 3_000;
const SHIFT_SECONDS = 30;
const KEYS = 'space: play or pause · ← →: 10 s · j: back 30 s · < >: rewind, fast forward · s: slow motion · m: mute · f: full screen';
const CHANNEL_KEYS = ' · ↑ ↓: channel · 0–9: its number · l: live';
const byId = (id) => document.getElementById(id);

export class PlayerView {
  #root = byId('view-player');
  #video = byId('video');
  #seek = byId('seek');
  #film = null;
  #watching = 0;
  #dragging = false;
  #remote = new RemoteControl();
  #idle;
  #leave;
  #gone;

  /**
   * @param {() => void} leave           the viewer goes back to the list
   * @param {(error: Error) => void} gone  the film or channel cannot go on
   */
  constructor(leave, gone) {
    this.#leave = leave;
    this.#gone = gone;
    byId('play').addEventListener('click', () => this.#toggle());
    this.#video.addEventListener('click', () => this.#toggle());
    byId('back-30').addEventListener('click', () => this.#seekTo(this.#here() - SHIFT_SECONDS));
    byId('rewind').addEventListener('click', () => this.#faster(-1));
    byId('forward').addEventListener('click', () => this.#faster(1));
    byId('slow').addEventListener('click', () => this.#slow());
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
    byId('keys').textContent = KEYS;
    this.#scale(0, item.duration);
    this.#status('connecting');
    this.#root.focus();
    const film = await client.open(item.contentId, this.#video);
    if (turn !== this.#watching) return film.close();
    this.#follow(film);
    this.#scale(0, film.duration);
    await film.play();
    this.#wake();
  }

  /** Opens a channel out of a list; rejects with what to tell the viewer. */
  async watchChannel(client, channels, channel) {
    this.stop();
    const turn = ++this.#watching;
    this.#remote.prepare(channels, channel);
    byId('keys').textContent = KEYS + CHANNEL_KEYS;
    this.#status('connecting');
    this.#root.focus();
    const session = await client.watch(channel.channel, this.#video);
    if (turn !== this.#watching) return session.close();
    this.#remote.take(session);
    this.#follow(session);
    this.#status(session.status);
    this.#wake();
  }

  #follow(film) {
    this.#film = film;
    film.addEventListener('status', ({ detail }) => this.#status(detail));
    film.addEventListener('error', ({ detail }) => film.status === 'closed' ? this.#gone(detail) : showNotice(detail.message));
  }

  #scale(start, end) {
    this.#seek.min = start;
    this.#seek.max = end;
    byId('duration').textContent = clock(end - start);
  }

  /** Ends what plays. */
  stop() {
    this.#watching++;
    const film = this.#film;
    this.#film = null;
    film?.close();
    this.#remote.release();
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
    const command = film.speed !== 1 ? film.play() : film.state === 'playing' ? film.pause() : film.state === 'ended' ? film.play(0) : film.play();
    command.then(() => this.#status(film.status), () => {}); // an error is told by the film's error event
    this.#wake();
  }

  #seekTo(position) {
    this.#film?.seek(position).catch(() => {});
    this.#wake();
  }

  #here() {
    return this.#film?.position ?? 0;
  }

  /** The next speed of those there are, in this direction; the first one is twice as fast. */
  #faster(direction) {
    const film = this.#film;
    if (!film) return;
    const speeds = film.speeds.map((speed) => speed * direction).filter((speed) => speed >= 2).sort((a, b) => a - b);
    const next = speeds.find((speed) => speed > film.speed * direction) ?? speeds.at(-1);
    if (next) film.play(undefined, next * direction).then(() => this.#status(film.status), () => {});
    this.#wake();
  }

  #slow() {
    const film = this.#film;
    if (!film) return;
    film.play(undefined, film.speed === 0.5 ? 1 : 0.5).then(() => this.#status(film.status), () => {});
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
    const here = this.#here();
    const tv = this.#remote.active;
    const onRange = event.target.matches?.('input[type=range]');
    const actions = {
      ' ': () => event.target.matches?.('button') || (this.#toggle(), true),
      k: () => (this.#toggle(), true),
      ArrowLeft: () => onRange || (this.#seekTo(here - 10), true),
      ArrowRight: () => onRange || (this.#seekTo(here + 10), true),
      ArrowUp: () => onRange || (tv ? this.#remote.step(1) : this.#setVolume(this.#video.volume + 0.1), true),
      ArrowDown: () => onRange || (tv ? this.#remote.step(-1) : this.#setVolume(this.#video.volume - 0.1), true),
      PageUp: () => tv && (this.#remote.step(1), true),
      PageDown: () => tv && (this.#remote.step(-1), true),
      Home: () => onRange || (this.#seekTo(tv ? this.#film?.range.start : 0), true),
      j: () => (this.#seekTo(here - SHIFT_SECONDS), true),
      l: () => tv && (this.#remote.goLive(), true),
      s: () => (this.#slow(), true),
      '<': () => (this.#faster(-1), true),
      '>': () => (this.#faster(1), true),
      m: () => (this.#setMuted(!this.#video.muted), true),
      f: () => (this.#toggleFullScreen(), true),
      Escape: () => document.fullscreenElement || (this.#close(), true),
    };
    if (tv && /^[0-9]$/.test(event.key)) this.#remote.digit(event.key);
    if (actions[event.key]?.() === true && !onRange && !event.target.matches?.('button')) event.preventDefault();
  }

  #status(status) {
    this.#root.dataset.status = status;
    const box = byId('player-status');
    const speed = this.#film?.speed ?? 1;
    box.textContent = status === 'playing' && speed !== 1 ? `${speed < 0 ? '◀◀' : speed < 1 ? '▶' : '▶▶'} ${Math.abs(speed)}×` : STATUS_TEXT[status] ?? '';
    box.toggleAttribute('data-busy', status === 'connecting' || status === 'buffering');
    const playing = this.#film?.state === 'playing' && speed === 1;
    byId('slow').setAttribute('aria-pressed', speed === 0.5);
    byId('play').textContent = playing ? '⏸' : '▶';
    byId('play').setAttribute('aria-label', playing ? 'Pause' : 'Play');
    if (!playing) this.#wake();
  }

  #tick() {
    if (!this.#film) return;
    if (this.#remote.active) this.#showWindow();
    if (this.#dragging) return;
    this.#seek.value = this.#film.position;
    this.#showTime(this.#film.position);
  }

  #showWindow() {
    const { range, live, behind } = this.#film;
    this.#seek.min = range.start;
    this.#seek.max = Math.max(range.end, range.start + 1);
    const button = byId('go-live');
    button.setAttribute('aria-pressed', live);
    button.textContent = live ? 'Live' : `−${clock(behind)}`;
    button.setAttribute('aria-label', live ? 'Live' : `${clock(behind)} behind live; go live`);
  }

  #showTime(position) {
    byId('of').hidden = this.#remote.active;
    if (this.#remote.active) {
      byId('time').textContent = timeOfDay(position);
      this.#seek.setAttribute('aria-valuetext', timeOfDay(position));
      return;
    }
    byId('time').textContent = clock(position);
    this.#seek.setAttribute('aria-valuetext', `${clock(position)} of ${byId('duration').textContent}`);
  }

  #wake() {
    this.#root.classList.remove('idle');
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#film?.state === 'playing' && this.#root.classList.add('idle'), HIDE_CONTROLS_AFTER_MS);
  }
}
