// SPDX-License-Identifier: AGPL-3.0-or-later
/** One open film: the peer connection that receives it and the commands that control it. Channels build on it. */

import { CastbridgeError } from './w2.js';

const GATHER_WITHIN_MS = 300;
const STALL_AFTER_MS = 800;
const STALL_AT_SPEED_AFTER_MS = 3_000;
const RESYNC_EVERY_MS = 5_000;
const RESYNC_AFTER_COMMAND_MS = 700;

/**
 * Events: `status` (detail: connecting | buffering | playing | paused | ended | closed | failed) and `error`
 * (detail: CastbridgeError). `position` is to be read, not listened to.
 */
export class FilmSession extends EventTarget {
  #w2;
  #pc;
  #video;
  #timers = [];
  #known = { state: 'paused', position: 0, speed: 1, at: performance.now() };
  #lastFrame = 0;
  #status = '';

  constructor(w2, video) {
    super();
    this.#w2 = w2;
    this.#video = video;
  }

  /** Opens a film; it does not play yet. */
  async open(contentId, iceServers = []) {
    this.contentId = contentId;
    await this.connect('open', { contentId }, iceServers);
  }

  /** Makes the offer, sends it in a request of this type and applies the answer. */
  async connect(type, fields, iceServers) {
    this.#setStatus('connecting');
    this.#pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', iceServers });
    const stream = new MediaStream();
    this.#pc.ontrack = ({ track }) => stream.addTrack(track);
    this.#pc.onconnectionstatechange = () => this.#connectionChanged();
    this.#pc.addTransceiver('video', { direction: 'recvonly' });
    this.#pc.addTransceiver('audio', { direction: 'recvonly' });
    const offer = await this.#pc.createOffer();
    // a receiver says in its offer that it plays stereo (RFC 7587 clause 7)
    const sdp = offer.sdp.replace(/(a=fmtp:\d+ minptime=10;useinbandfec=1)/g, '$1;stereo=1');
    await this.#pc.setLocalDescription({ type: 'offer', sdp });
    await this.#gathered();
    try {
      const reply = await this.#w2.request(type, { ...fields, offer: this.#pc.localDescription.sdp });
      this.id = reply.session;
      this.duration = reply.duration;
      this.speeds = reply.speeds ?? [1];
      await this.#pc.setRemoteDescription({ type: 'answer', sdp: reply.answer });
    } catch (error) {
      this.#release('failed');
      throw error;
    }
    this.#video.srcObject = stream;
    this.#watchFrames();
  }

  /** Plays on, or from `position` seconds, at a speed of `speeds`; without one at normal speed. */
  async play(position, speed) {
    const state = await this.command('play', { ...(position === undefined ? {} : { position }), ...(speed === undefined ? {} : { speed }) });
    await this.show();
    return state;
  }

  /** Starts the video element. */
  async show() {
    await this.#video.play().catch(() => {
      this.#video.muted = true; // a browser that refuses sound without a gesture still shows the picture
      return this.#video.play();
    });
  }

  pause() {
    return this.command('pause');
  }

  /** Goes to `position` seconds; playing stays playing, paused stays paused. */
  seek(position) {
    this.#lastFrame = performance.now();
    return this.command('seek', { position: this.#within(position) });
  }

  /** What can be played, in seconds. */
  get range() {
    return { start: 0, end: this.duration ?? Infinity };
  }

  #within(position) {
    const { start, end } = this.range;
    return Math.max(start, Math.min(position, end));
  }

  /** Seconds into the film, by the last word of the gateway and the time since. */
  get position() {
    const { state, position, speed } = this.#known;
    return this.#within(position + (state === 'playing' ? this.sinceKnown * speed : 0));
  }

  /** Seconds since the last word of the gateway. */
  get sinceKnown() {
    return (performance.now() - this.#known.at) / 1000;
  }

  /** 1 is normal, negative is backwards. */
  get speed() {
    return this.#known.state === 'playing' ? this.#known.speed : 1;
  }

  get state() {
    return this.#known.state;
  }

  get status() {
    return this.#status;
  }

  /** The browser's own statistics of the connection. */
  statistics() {
    return this.#pc.getStats();
  }

  /** Ends the session: first with the gateway, then the peer connection, so that the network hears it in order. */
  async close() {
    const open = this.id && this.#status !== 'closed';
    this.#leave('closed');
    if (open && this.#w2.open) await this.#w2.request('close', { session: this.id }).catch(() => {});
    this.#pc?.close();
  }

  /** Messages of the gateway for this session. */
  handle(message) {
    if (message.type === 'state') this.learn(message);
    if (message.type === 'ended') this.learn({ ...message, state: 'ended', speed: 1 });
    if (message.type === 'closed') {
      this.#release('closed');
      if (message.reason !== 'user') this.#fail(new CastbridgeError(message.reason, message.message ?? 'The film was ended by the service.'));
    }
  }

  /** Sends a request about this session and learns what the reply says. */
  async command(type, fields = {}) {
    try {
      const state = await this.#w2.request(type, { session: this.id, ...fields });
      this.learn(state);
      setTimeout(() => this.#resync(), RESYNC_AFTER_COMMAND_MS); // by now the network has done it
      return state;
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  /** Where it stands, as the gateway says. */
  learn({ state, position, speed = 1, duration }) {
    this.#known = { state, position, speed, at: performance.now() };
    if (duration) this.duration = duration;
    if (state === 'playing') this.#setStatus(this.#flowing() ? 'playing' : 'buffering');
    else this.#setStatus(state);
  }

  #resync() {
    if (!this.resyncs || this.#timers.length === 0) return;
    this.#w2.request('position', { session: this.id }).then((state) => this.learn(state), () => {});
  }

  /** Whether the gateway has to be asked now and then: what stands still needs no asking. */
  get resyncs() {
    return this.#known.state === 'playing';
  }

  #flowing() {
    // away from normal speed there is a picture only now and then
    const stall = this.#known.speed === 1 ? STALL_AFTER_MS : STALL_AT_SPEED_AFTER_MS;
    return performance.now() - this.#lastFrame < stall && this.#pc.connectionState === 'connected';
  }

  #watchFrames() {
    const onFrame = () => {
      this.#lastFrame = performance.now();
      if (this.#known.state === 'playing') this.#setStatus('playing');
      this.#video.requestVideoFrameCallback(onFrame);
    };
    this.#video.requestVideoFrameCallback?.(onFrame);
    this.#timers.push(
      setInterval(() => this.#known.state === 'playing' && !this.#flowing() && this.#setStatus('buffering'), 200),
      setInterval(() => this.#resync(), RESYNC_EVERY_MS),
    );
  }

  #connectionChanged() {
    if (this.#pc.connectionState !== 'failed') return;
    this.close();
    this.#fail(new CastbridgeError('network', 'The picture cannot reach this browser. A firewall may block UDP; try another network.'));
  }

  #gathered() {
    if (this.#pc.iceGatheringState === 'complete') return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, GATHER_WITHIN_MS);
      this.#pc.onicegatheringstatechange = () => {
        if (this.#pc.iceGatheringState !== 'complete') return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #release(status) {
    this.#leave(status);
    this.#pc?.close();
  }

  #leave(status) {
    this.#timers.forEach(clearInterval);
    this.#timers = [];
    this.#known = { ...this.#known, state: 'ended' };
    this.#setStatus(status);
  }

  #setStatus(status) {
    if (status === this.#status || this.#status === 'closed' || this.#status === 'failed') return;
    this.#status = status;
    this.dispatchEvent(new CustomEvent('status', { detail: status }));
  }

  #fail(error) {
    this.dispatchEvent(new CustomEvent('error', { detail: error }));
  }
}
