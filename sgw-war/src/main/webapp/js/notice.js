// SPDX-License-Identifier: AGPL-3.0-or-later
/** The one line on the page that tells the viewer what went wrong and what to do. */

const box = document.getElementById('notice');
const text = document.getElementById('notice-text');
document.getElementById('notice-close').addEventListener('click', hideNotice);

export function showNotice(message) {
  text.textContent = message;
  box.hidden = false;
}

export function hideNotice() {
  box.hidden = true;
}
