/**
 * The HSS in a file: who the subscribers are, how they prove it, which public identities and filter
 * criteria they have, and the public service identities of the domain. Shaped after the Cx profile
 * of 3GPP TS 29.228 annex E. Must not know who is registered.
 */
package org.castbridge.ims.subscriber;
