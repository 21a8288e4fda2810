/**
 * Initial filter criteria (3GPP TS 29.228 annexes B and F, TS 23.218 6.4): which application server
 * sees a request, and in which order. Pure matching; must not know who the servers are or how a
 * request gets there.
 */
package org.castbridge.ims.ifc;
