// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps the encoded frames the browser hands to its decoders, before decoding: audio and video, in order, as base64.
(() => {
  const frames = { video: [], audio: [] };
  const encode = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

  window.probeConfiguration = { encodedInsertableStreams: true };
  window.probeConnection = (connection) => {
    connection.addEventListener('track', ({ receiver }) => {
      const kept = frames[receiver.track.kind];
      const { readable, writable } = receiver.createEncodedStreams();
      const keep = new TransformStream({
        transform(frame, controller) {
          if (kept.length < 200) kept.push(encode(frame.data));
          controller.enqueue(frame);
        },
      });
      readable.pipeThrough(keep).pipeTo(writable).catch(() => {});
    });
  };
  window.encodedFrames = frames;
})();
