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

  window.pictures = {
    statistics,
    count: () => count,
    gaps: () => gaps,
    forgetGaps: () => { gaps = []; },
  };
})();
