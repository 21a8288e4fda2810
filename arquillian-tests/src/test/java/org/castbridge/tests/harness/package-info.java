/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * What the tests of the whole stand on: the product started through its launcher, its management
 * model, and a real browser. Knows the product from outside only: addresses, pages, processes.
 */
package org.castbridge.tests.harness;
