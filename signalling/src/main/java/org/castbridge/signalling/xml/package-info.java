/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The XML documents of IMS-based IPTV: the service attachment information of the SDF in the forms
 * of ETSI and of the Open IPTV Forum, and the TV-Anytime catalogue of the SSF. One model each, read
 * liberally, written in one profile; document types and entities are refused.
 *
 * <p>Must not know where documents come from or go to, nor who may see them.
 */
package org.castbridge.signalling.xml;
