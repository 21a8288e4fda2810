// SPDX-License-Identifier: AGPL-3.0-or-later
// A viewer without signalling: a peer connection, and the MDF by its own interfaces. The bench exposes
// xp(method, path, body) and whep(offer); both answer text.
globalThis.direct = (() => {
  let connection = null;
  let session = null;

  const line = (sdp, name) => sdp.match(new RegExp(`a=${name}:(.*)`))[1].trim();

  function video() {
    let element = document.querySelector('video');
    if (!element) {
      element = document.createElement('video');
      element.autoplay = element.muted = element.playsInline = true;
      document.body.append(element);
      bench.watch(element);
    }
    return element;
  }

  async function offer() {
    close();
    connection = new RTCPeerConnection();
    connection.ontrack = ({ streams }) => { video().srcObject = streams[0]; };
    connection.addTransceiver('video', { direction: 'recvonly' });
    connection.addTransceiver('audio', { direction: 'recvonly' });
    await connection.setLocalDescription();
    return connection.localDescription.sdp;
  }

  function close() {
    connection?.close();
    connection = null;
  }

  const post = async (path, body) => JSON.parse(await xp('POST', path, JSON.stringify(body)));

  return {
    close,

    /** A session by Xp; plays at once. */
    async open(resource) {
      const sdp = await offer();
      const [algorithm, value] = line(sdp, 'fingerprint').split(' ');
      const made = await post('sessions', {
        resource, offer: sdp, correlation: 'bench', events: null,
        fingerprint: { algorithm, value },
        ice: { ufrag: line(sdp, 'ice-ufrag'), pwd: line(sdp, 'ice-pwd'), candidates: [], options: ['trickle'] },
        connection: { setup: 'actpass', protocol: 'UDP/TLS/RTP/SAVPF', bundle: ['0', '1'], rtcpMux: true },
      });
      if (!made.answer) throw new Error(JSON.stringify(made));
      session = made.id;
      await connection.setRemoteDescription({ type: 'answer', sdp: made.answer });
      return post(`sessions/${session}/play`, { position: null, scale: 1 });
    },

    /** A session by WHEP. */
    async whep() {
      const sdp = await offer();
      await connection.setRemoteDescription({ type: 'answer', sdp: await whep(sdp) });
    },

    /** Another source in the running session; the milliseconds until its first frame. */
    switchTo(resource, colour) {
      return bench.measure(() => post(`sessions/${session}/switch`, { resource, position: null }), colour);
    },

    seek(position, colour) {
      return bench.measure(() => post(`sessions/${session}/play`, { position, scale: 1 }), colour);
    },

    /** The picture's receiver statistics, flat. */
    async statistics() {
      for (const report of (await connection.getStats()).values()) {
        if (report.type === 'inbound-rtp' && report.kind === 'video') return JSON.stringify(report);
      }
      return '{}';
    },
  };
})();
