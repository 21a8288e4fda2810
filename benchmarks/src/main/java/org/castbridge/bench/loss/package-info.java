/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** A bad network between a browser and the product, on one machine and without privileges. */
package org.castbridge.bench.loss;
