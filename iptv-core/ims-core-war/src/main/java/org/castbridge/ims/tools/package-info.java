/** Small programs for the operator of the Core IMS. */
package org.castbridge.ims.tools;
