// SPDX-License-Identifier: AGPL-3.0-or-later
// Beside probe.js: notes when the browser presents each picture of the page's video, and adds to the statistics the
// candidate pair in use.
(() => {
  let count = 0;
  let last = null;
  let gaps = [];

  function watch(video) {
    const next = (now) => {
      if (last !== null && now - last > 100) gaps.push(now - last);
      last = now;
      count += 1;
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
  }

  addEventListener('DOMContentLoaded', () => {
    const video = document.querySelector('video');
    if (video) watch(video);
  });

  async function statistics() {
    const out = await probe.statistics();
    // what has not happened yet is not there yet
    out.video = { retransmittedPacketsReceived: 0, fecPacketsReceived: 0, totalFreezesDuration: 0, pliCount: 0, packetsLost: 0, ...out.video };
    const report = await probe.connections.at(-1).getStats();
    const transport = [...report.values()].find((s) => s.type === 'transport');
    const pairId = transport?.selectedCandidatePairId
      ?? [...report.values()].find((s) => s.type === 'candidate-pair' && s.selected)?.id
      ?? [...report.values()].find((s) => s.type === 'candidate-pair' && s.nominated)?.id;
    const pair = report.get(pairId);
    const local = report.get(pair?.localCandidateId);
    const remote = report.get(pair?.remoteCandidateId);
    out.pair = {
      localType: local?.candidateType, localProtocol: local?.protocol, localAddress: local?.address,
      remoteAddress: remote?.address, remotePort: remote?.port, remoteProtocol: remote?.protocol,
      roundTrip: pair?.currentRoundTripTime,
    };
    return out;
  }

  /**
   * Whether left and right differ: heard for half a second, as the two sides of the sample films always do. Where the
   * browser has no loudspeaker to run the clock of its audio by, what it has agreed to decode.
   */
  async function stereo() {
    const context = new AudioContext();
    await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, 2000))]);
    if (context.state !== 'running') {
      const codecs = [...(await probe.connections.at(-1).getStats()).values()].filter((s) => s.type === 'codec');
      return codecs.some((s) => /opus/i.test(s.mimeType) && s.channels === 2 && /stereo=1/.test(s.sdpFmtpLine));
    }
    const source = context.createMediaStreamSource(document.querySelector('video').srcObject);
    const splitter = context.createChannelSplitter(2);
    source.connect(splitter);
    const sides = [0, 1].map((side) => {
      const analyser = context.createAnalyser();
      splitter.connect(analyser, side);
      return analyser;
    });
    let [loudness, difference] = [0, 0];
    for (let i = 0; i < 10; i++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const [left, right] = sides.map((analyser) => {
        const samples = new Float32Array(analyser.fftSize);
        analyser.getFloatTimeDomainData(samples);
        return samples;
      });
      left.forEach((sample, n) => {
        loudness += Math.abs(sample);
        difference += Math.abs(sample - right[n]);
      });
    }
    await context.close();
    return loudness > 0.1 && difference > loudness * 0.01;
  }

  window.pictures = {
    statistics,
    stereo,
    count: () => count,
    gaps: () => gaps,
    forgetGaps: () => { gaps = []; },
  };
})();
