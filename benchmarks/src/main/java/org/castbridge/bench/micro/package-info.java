/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** What the two dearest steps of a packet cost by themselves, by JMH. */
package org.castbridge.bench.micro;
