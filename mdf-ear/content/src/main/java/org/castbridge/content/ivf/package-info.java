/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** IVF, the plain file of frames that encoders write. Knows nothing of what becomes of them. */
package org.castbridge.content.ivf;
