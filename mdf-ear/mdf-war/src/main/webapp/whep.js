// SPDX-License-Identifier: AGPL-3.0-or-later
// A player that knows WHEP and nothing else: whep.html?asset=harbour plays /mdf/whep/harbour.

/** One WHEP session: an offer posted, an answer set, the session deleted at the end. */
export class WhepPlayer extends EventTarget {
  #endpoint;
  #connection = null;
  #session = null;
  #etag = null;
  #candidates = [];

  /** @param {string|URL} endpoint address of the film's WHEP endpoint */
  constructor(endpoint) {
    super();
    this.#endpoint = new URL(endpoint, location.href);
  }

  get connection() {
    return this.#connection;
  }

  /** Address of the session, null while there is none. */
  get session() {
    return this.#session;
  }

  /**
   * Starts playing into a new MediaStream; throws an Error with the server's sentence if refused.
   * @returns {Promise<MediaStream>}
   */
  async start() {
    const stream = new MediaStream();
    const connection = new RTCPeerConnection();
    this.#connection = connection;
    connection.addTransceiver('video', { direction: 'recvonly' });
    connection.addTransceiver('audio', { direction: 'recvonly' });
    connection.ontrack = ({ track }) => stream.addTrack(track);
    connection.onicecandidate = ({ candidate }) => this.#trickle(candidate);
    connection.onconnectionstatechange = () => this.#state(connection.connectionState);
    const offer = await connection.createOffer();
    await connection.setLocalDescription({ type: 'offer', sdp: stereo(offer.sdp) });
    const answer = await fetch(this.#endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/sdp', Accept: 'application/sdp' },
      body: connection.localDescription.sdp,
    });
    if (answer.status !== 201) {
      const sentence = (await answer.text()).trim();
      this.#end();
      throw new Error(sentence || `The server answered ${answer.status}.`);
    }
    this.#session = new URL(answer.headers.get('Location'), this.#endpoint);
    this.#etag = answer.headers.get('ETag');
    await connection.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
    this.#watchTheEnd(connection);
    this.#sendCandidates();
    return stream;
  }

  /**
   * ICE restart (RFC 9725 section 4.3.3): new ways after the network has changed, while what plays goes on. If the
   * server does not want it, the connection stays as it is.
   */
  async restart() {
    const connection = this.#connection;
    if (!this.#session || connection.signalingState !== 'stable') {
      return;
    }
    connection.restartIce();
    const offer = await connection.createOffer();
    await connection.setLocalDescription({ type: 'offer', sdp: stereo(offer.sdp) });
    const answer = await fetch(this.#session, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/trickle-ice-sdpfrag', 'If-Match': '*' },
      body: iceLines(offer.sdp).join('\r\n') + '\r\n',
    }).catch(() => null);
    if (answer?.status !== 200) {
      await connection.setLocalDescription({ type: 'rollback' });
      return;
    }
    this.#etag = answer.headers.get('ETag');
    const [ufrag, pwd] = iceLines(await answer.text());
    const standing = connection.currentRemoteDescription.sdp;
    const sdp = standing.replace(/a=ice-ufrag:.*/g, ufrag).replace(/a=ice-pwd:.*/g, pwd);
    await connection.setRemoteDescription({ type: 'answer', sdp });
  }

  /** Ends the session on both sides. Also right while the page goes away. */
  stop() {
    if (this.#session) {
      fetch(this.#session, { method: 'DELETE', keepalive: true }).catch(() => {});
    }
    this.#end();
  }

  /** The server closes DTLS at the end of the film; ICE alone would notice half a minute later. */
  #watchTheEnd(connection) {
    const transport = connection.getReceivers()[0].transport;
    transport?.addEventListener('statechange', () => {
      if (transport.state === 'closed' && this.#connection === connection) {
        this.#end();
        this.#tell('closed');
      }
    });
  }

  #end() {
    this.#connection?.close();
    this.#connection = null;
    this.#session = null;
  }

  #state(state) {
    this.#tell(state);
    if (state === 'disconnected') {
      this.restart().catch(() => {});
    }
    if (state === 'failed') {
      this.stop();
    }
  }

  #tell(state) {
    this.dispatchEvent(new CustomEvent('state', { detail: state }));
  }

  #trickle(candidate) {
    if (candidate?.candidate) {
      this.#candidates.push(candidate);
      this.#sendCandidates();
    }
  }

  /** Candidates found before the answer wait for it (RFC 9725 section 4.3.2). */
  #sendCandidates() {
    if (!this.#session || this.#candidates.length === 0) {
      return;
    }
    const [first] = this.#candidates;
    const lines = [`a=ice-ufrag:${first.usernameFragment}`, `m=video 9 UDP/TLS/RTP/SAVPF 0`, `a=mid:${first.sdpMid}`];
    lines.push(...this.#candidates.map(({ candidate }) => `a=${candidate}`));
    this.#candidates = [];
    fetch(this.#session, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/trickle-ice-sdpfrag', 'If-Match': this.#etag },
      body: lines.join('\r\n') + '\r\n',
    }).catch(() => {});
  }
}

/** The lines that name the ICE session: a=ice-ufrag and a=ice-pwd of the first section. */
function iceLines(sdp) {
  return [/a=ice-ufrag:.*/, /a=ice-pwd:.*/].map((line) => line.exec(sdp)[0].trim());
}

/** Chromium plays Opus in mono unless its own offer says otherwise (RFC 7587 section 7.1). */
function stereo(sdp) {
  const opus = /a=rtpmap:(\d+) opus\//i.exec(sdp);
  return opus ? sdp.replace(new RegExp(`(a=fmtp:${opus[1]} [^\\r\\n]*)`), '$1;stereo=1') : sdp;
}

const video = document.getElementById('video');
const toggle = document.getElementById('toggle');
const status = document.getElementById('status');
const asset = new URLSearchParams(location.search).get('asset') ?? '';
let player = null;

const SENTENCES = {
  connecting: 'Connecting …',
  connected: 'Playing.',
  disconnected: 'The connection is interrupted …',
  failed: 'The connection was lost.',
  closed: 'The end.',
};

function ended(sentence) {
  player = null;
  toggle.textContent = 'Play';
  status.textContent = sentence;
}

async function play() {
  const mine = new WhepPlayer(`whep/${encodeURIComponent(asset)}`);
  player = mine;
  toggle.textContent = 'Stop';
  status.textContent = SENTENCES.connecting;
  mine.addEventListener('state', ({ detail }) => {
    if (player === mine) {
      status.textContent = SENTENCES[detail] ?? detail;
      if (detail === 'failed' || detail === 'closed') {
        ended(SENTENCES[detail]);
      }
    }
  });
  try {
    video.srcObject = await mine.start();
    await video.play();
  } catch (error) {
    if (player === mine) {
      mine.stop();
      ended(error.message);
    }
  }
}

toggle.addEventListener('click', () => {
  if (player) {
    player.stop();
    ended('Stopped.');
  } else {
    play();
  }
});
addEventListener('pagehide', () => player?.stop());
addEventListener('online', () => player?.restart().catch(() => {}));
if (asset) {
  document.title = `${asset} · WHEP player`;
} else {
  toggle.disabled = true;
  status.textContent = 'Say which film: whep.html?asset=…';
}
