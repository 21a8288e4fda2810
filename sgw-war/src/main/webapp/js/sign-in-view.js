// SPDX-License-Identifier: AGPL-3.0-or-later
import { showNotice } from './notice.js';

export class SignInView {
  #form = document.getElementById('sign-in');
  #button = this.#form.querySelector('button');

  /** @param {(user: string, password: string) => Promise<void>} signIn  rejects with what to tell the viewer */
  constructor(signIn) {
    this.#form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const { user, password } = this.#form.elements;
      this.#button.disabled = true;
      try {
        await signIn(user.value.trim(), password.value);
        this.#form.reset();
      } catch (error) {
        showNotice(error.message);
        password.select();
      } finally {
        this.#button.disabled = false;
      }
    });
  }

  focus() {
    this.#form.elements.user.focus();
  }
}
