/**
 * The registrar (RFC 3261 10, TS 24.229 5.4.1): who is reachable where, and for how long. Soft
 * state only: a restart forgets, clients register again. Time is an argument. Must not know
 * passwords or filter criteria.
 */
package org.castbridge.ims.registrar;
