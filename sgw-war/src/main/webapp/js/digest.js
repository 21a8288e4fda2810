// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * HTTP Digest (RFC 7616, for SIP RFC 3261 clause 22 and RFC 8760), computed where the password is typed, so that it
 * never leaves the browser. SHA-256 needs WebCrypto, which a page has over https or on localhost; elsewhere MD5 remains.
 */

const ROTATIONS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

function padded(message) {
  const blocks = new Uint8Array((((message.length + 8) >> 6) + 1) << 6);
  blocks.set(message);
  blocks[message.length] = 0x80;
  new DataView(blocks.buffer).setUint32(blocks.length - 8, message.length * 8, true);
  return blocks;
}

function md5Round(state, word) {
  let [a, b, c, d] = state;
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    const mix = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round];
    const index = [i, 5 * i + 1, 3 * i + 5, 7 * i][round] & 15;
    const sum = (a + mix + SINES[i] + word(index)) | 0;
    const turn = ROTATIONS[(round << 2) | (i & 3)];
    [a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
  }
  return state.map((old, i) => (old + [a, b, c, d][i]) | 0);
}

/** MD5 (RFC 1321) of a string in UTF-8, as 32 hexadecimal digits. */
export function md5(text) {
  const blocks = padded(new TextEncoder().encode(text));
  const view = new DataView(blocks.buffer);
  let state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let at = 0; at < blocks.length; at += 64) {
    state = md5Round(state, (i) => view.getInt32(at + 4 * i, true));
  }
  const out = new DataView(new ArrayBuffer(16));
  state.forEach((value, i) => out.setInt32(4 * i, value, true));
  return hex(new Uint8Array(out.buffer));
}

/** SHA-256 of a string in UTF-8, as 64 hexadecimal digits. */
export async function sha256(text) {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}

const HASHES = { 'SHA-256': sha256, MD5: async (text) => md5(text) };

/** The challenge to answer: the first, thus the best, that this page can compute. */
export function chooseChallenge(challenges) {
  const possible = (c) => c.algorithm === 'MD5' || (c.algorithm === 'SHA-256' && globalThis.crypto?.subtle);
  const chosen = challenges.find(possible);
  if (!chosen) throw new Error('The network asks for a way to sign in that this browser does not have.');
  return chosen;
}

/**
 * What a password is turned into at once, so that it need not be kept: H(user:realm:password) for every algorithm
 * asked for. Later challenges of the same realm are answered from it.
 */
export async function secretFor(impi, password, challenges) {
  const secret = { impi, ha1: {} };
  for (const { algorithm, realm } of challenges) {
    if (algorithm === 'SHA-256' && !globalThis.crypto?.subtle) continue;
    if (HASHES[algorithm]) secret.ha1[`${algorithm} ${realm}`] = await HASHES[algorithm](`${impi}:${realm}:${password}`);
  }
  return secret;
}

/** The `authenticate` fields for a challenge message. */
export async function answerChallenge(secret, { challenges, method, uri }) {
  const { algorithm, realm, nonce, qop } = chooseChallenge(challenges);
  const ha1 = secret.ha1[`${algorithm} ${realm}`];
  if (!ha1) throw new Error('The network asks for another account than the one signed in.');
  const hash = HASHES[algorithm];
  const ha2 = await hash(`${method}:${uri}`);
  const fields = { algorithm, realm, nonce, uri, qop: qop ?? null };
  if (!qop) return { ...fields, response: await hash(`${ha1}:${nonce}:${ha2}`) };
  const cnonce = hex(crypto.getRandomValues(new Uint8Array(12)));
  const nc = '00000001';
  return { ...fields, nc, cnonce, response: await hash(`${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`) };
}
