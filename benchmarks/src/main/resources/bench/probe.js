// SPDX-License-Identifier: AGPL-3.0-or-later
// Measures in the page, by requestVideoFrameCallback, from an action to the frame that shows its effect.
globalThis.bench = (() => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const watched = new WeakSet();
  const gaps = { longest: 0, over: 0, last: 0 };
  let waiting = null;

  /** The colour of the mark in the upper left corner: red, blue or other. */
  function mark(video) {
    const size = video.videoWidth / 1280 * 80;
    context.drawImage(video, size / 2, size / 2, size, size, 0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    if (red > 120 && green < 90 && blue < 90) return 'red';
    if (blue > 120 && red < 90 && green < 90) return 'blue';
    return 'other';
  }

  function frame(video) {
    const now = performance.now();
    if (gaps.last) {
      const gap = now - gaps.last;
      gaps.longest = Math.max(gaps.longest, gap);
    }
    gaps.last = now;
    if (waiting && (!waiting.colour || mark(video) === waiting.colour)) {
      waiting.found(now - waiting.since);
      waiting = null;
    }
    video.requestVideoFrameCallback(() => frame(video));
  }

  function watch(video) {
    if (watched.has(video)) return;
    watched.add(video);
    video.requestVideoFrameCallback(() => frame(video));
  }

  function watchAll() {
    document.querySelectorAll('video').forEach(watch);
  }

  addEventListener('DOMContentLoaded', () => {
    watchAll();
    new MutationObserver(watchAll).observe(document, { childList: true, subtree: true });
  });

  return {
    watch,

    /** Milliseconds from the action to the first frame with the mark; to the first at all without a colour. */
    measure(action, colour) {
      return new Promise((found, failed) => {
        waiting = { since: performance.now(), colour, found };
        const mine = waiting;
        setTimeout(() => { if (waiting === mine) { waiting = null; failed(new Error(`no ${colour ?? ''} frame within 10 s`)); } }, 10_000);
        action();
      });
    },

    /** Waits until the picture shows the mark. */
    shows(colour) { return this.measure(() => {}, colour); },

    /** Longest time between two frames since the last call, milliseconds. */
    longestGap() { const longest = gaps.longest; gaps.longest = 0; return longest; },
  };
})();
