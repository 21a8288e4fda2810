/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.bench.loss;

/**
 * A network's manners.
 *
 * @param name in figures
 * @param loss part of the datagrams lost, each way, 0.0 to 1.0
 * @param roundTripMillis of delay, half each way
 * @param jitterMillis added at random, each datagram for itself: reorders
 * @param outageMillis once, in the middle of the run, nothing passes
 */
public record BadNetwork(
    String name, double loss, int roundTripMillis, int jitterMillis, int outageMillis) {}
