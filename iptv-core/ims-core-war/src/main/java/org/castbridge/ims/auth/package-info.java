/**
 * SIP Digest (RFC 3261 22, RFC 7616, RFC 8760; 3GPP TS 33.203 annex N): challenges, signed nonces,
 * verification. Time is an argument. Must not know bindings or filter criteria.
 */
package org.castbridge.ims.auth;
