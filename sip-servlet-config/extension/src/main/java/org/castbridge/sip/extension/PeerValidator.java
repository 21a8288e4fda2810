/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.sip.extension;

import java.util.List;
import org.castbridge.sip.container.guard.TrustedPeers;
import org.jboss.as.controller.OperationFailedException;
import org.jboss.as.controller.operations.validation.StringLengthValidator;
import org.jboss.dmr.ModelNode;
import org.jboss.dmr.ModelType;

/**
 * Refuses a trusted peer that is neither IP address nor CIDR block, when it is written and not when
 * a request comes.
 */
final class PeerValidator extends StringLengthValidator {

  PeerValidator() {
    super(1, Integer.MAX_VALUE, false, true);
  }

  @Override
  public void validateParameter(String name, ModelNode value) throws OperationFailedException {
    super.validateParameter(name, value);
    if (value.isDefined() && value.getType() == ModelType.STRING) {
      try {
        TrustedPeers.of(List.of(value.asString()));
      } catch (IllegalArgumentException e) {
        throw new OperationFailedException(e.getMessage(), e);
      }
    }
  }
}
