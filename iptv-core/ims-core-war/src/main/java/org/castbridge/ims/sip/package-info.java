/**
 * The shell: SIP servlet, configuration, timer, management bean. Turns messages into the plain
 * notions and decisions back into messages; decides nothing itself.
 */
package org.castbridge.ims.sip;
