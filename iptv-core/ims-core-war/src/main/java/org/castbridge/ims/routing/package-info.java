/**
 * The decisions of P-, I- and S-CSCF about an initial request (TS 24.229 5.2.6, 5.3.2, 5.4.3): who
 * it is from, which application server sees it next, where it goes at last, or why it is refused.
 * Must not know any SIP stack or servlet.
 */
package org.castbridge.ims.routing;
