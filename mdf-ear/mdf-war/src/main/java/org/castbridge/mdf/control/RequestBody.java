/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.castbridge.mdf.control.ControlException.Kind;

/** Reads a request's body, up to a limit. */
public final class RequestBody {
  private RequestBody() {}

  /**
   * @throws ControlException of kind TOO_LARGE, or BAD_REQUEST if it is not UTF-8
   */
  public static String read(InputStream in, int max) throws IOException, ControlException {
    byte[] body = in.readNBytes(max + 1);
    if (body.length > max) {
      throw new ControlException(Kind.TOO_LARGE, "The body is larger than " + max + " bytes.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new ControlException(Kind.BAD_REQUEST, "The body is not UTF-8.", null, e);
    }
  }
}
