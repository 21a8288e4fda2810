// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs in every page before its own scripts: keeps the peer connections, so that a test can read the browser's own
// statistics, and reads the frame number out of the picture (the strip is described in samples/make-samples.sh).
(() => {
  const connections = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration, ...rest) {
      super({ ...configuration, ...(window.probeConfiguration ?? {}) }, ...rest);
      connections.push(this);
      if (window.probeConnection) window.probeConnection(this);
    }
  };

  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 20;

  function readStrip(video) {
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(video, 0, 0, video.videoWidth, video.videoHeight / 18, 0, 0, canvas.width, canvas.height);
    const cell = canvas.width / 20;
    const luma = [];
    for (let i = 0; i < 20; i++) {
      const { data } = context.getImageData(i * cell + cell / 4, canvas.height / 4, cell / 2, canvas.height / 2);
      let sum = 0;
      for (let p = 0; p < data.length; p += 4) sum += 0.2126 * data[p] + 0.7152 * data[p + 1] + 0.0722 * data[p + 2];
      luma.push(sum / (data.length / 4));
    }
    if (luma[0] - luma[1] < 64) return null;
    const threshold = (luma[0] + luma[1]) / 2;
    const bits = luma.map((l) => (l > threshold ? 1 : 0));
    const ones = bits.slice(2, 18).reduce((a, b) => a + b, 0);
    if (bits[18] !== ones % 2 || bits[19] === bits[18]) return null;
    return bits.slice(2, 18).reduce((number, bit) => number * 2 + bit, 0);
  }

  async function statistics() {
    const pc = connections.at(-1);
    const out = { connection: pc.connectionState };
    const report = await pc.getStats();
    for (const s of report.values()) {
      if (s.type === 'inbound-rtp') out[s.kind] = { ...s, codec: report.get(s.codecId)?.mimeType };
      if (s.type === 'transport') out.transport = { ...s };
    }
    return out;
  }

  window.probe = {
    connections,
    statistics,
    frame: () => readStrip(document.querySelector('video')),
    /** The frame on the screen when the browser next presents one. */
    nextFrame: () => new Promise((resolve) => document.querySelector('video').requestVideoFrameCallback(() => resolve(readStrip(document.querySelector('video'))))),
  };
})();
