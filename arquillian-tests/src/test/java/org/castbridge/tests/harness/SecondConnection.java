/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.tests.harness;

import java.util.Map;

/** W2 by hand: what a page other than ours could do. */
public final class SecondConnection {
  private SecondConnection() {}

  /**
   * Does something as the signed-in user over a connection of its own; the error that comes of it.
   */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> as(Viewer viewer, String password, String action) {
    return (Map<String, Object>)
        viewer
            .page()
            .evaluate(
                """
                async (password) => {
                  const { W2Connection } = await import('/js/w2.js');
                  const { answerChallenge, secretFor } = await import('/js/digest.js');
                  const w2 = new W2Connection();
                  await w2.connect(location.origin.replace('http', 'ws') + '/w2');
                  try {
                    const impi = document.getElementById('who-name').textContent;
                    const challenge = await w2.request('hello', { impi });
                    const secret = await secretFor(impi, password, challenge.challenges);
                    const answer = async (c) => w2.request('authenticate', await answerChallenge(secret, c));
                    await answer(challenge);
                    w2.addEventListener('message', ({ detail }) => detail.type === 'challenge' && answer(detail));
                    ACTION
                    return { code: 'none', message: 'nothing was refused' };
                  } catch ({ code, message, field, upstream }) {
                    return { code, message, field, upstream };
                  } finally {
                    await w2.request('bye').catch(() => {});
                    w2.close();
                  }
                }"""
                    .replace("ACTION", action),
                password);
  }
}
