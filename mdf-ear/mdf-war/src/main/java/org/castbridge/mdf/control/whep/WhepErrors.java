/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.whep;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.MdfLogger;

/** Errors of WHEP: the status, and a sentence as plain text. */
public final class WhepErrors {
  private WhepErrors() {}

  private static Response.ResponseBuilder text(int status, String sentence) {
    return Response.status(status).type(MediaType.TEXT_PLAIN_TYPE).entity(sentence + "\n");
  }

  /** Our own. */
  @Provider
  public static class OfControl implements ExceptionMapper<ControlException> {
    @Override
    public Response toResponse(ControlException e) {
      String line = e.line() == null || e.line().isEmpty() ? "" : " The line is: " + e.line();
      Response.ResponseBuilder answer = text(e.kind().status(), e.getMessage() + line);
      if (e.kind().status() == 401) {
        answer.header("WWW-Authenticate", "Bearer"); // RFC 6750 section 3
      }
      if (e.kind().status() == 503) {
        answer.header("Retry-After", 5); // RFC 9725 section 4.5
      }
      return answer.build();
    }
  }

  /** The REST engine's: no such path, method not allowed, wrong media type. */
  @Provider
  public static class OfHttp implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException e) {
      int status = e.getResponse().getStatus();
      Response.ResponseBuilder answer = text(status, sentence(status, e));
      Object allow = e.getResponse().getHeaders().getFirst("Allow");
      return allow == null ? answer.build() : answer.header("Allow", allow).build();
    }

    private static String sentence(int status, WebApplicationException e) {
      return switch (status) {
        case 406 -> "The answer is application/sdp, which is not accepted here.";
        case 415 ->
            "An offer comes as application/sdp, candidates as application/trickle-ice-sdpfrag.";
        default -> e.getResponse().getStatusInfo().getReasonPhrase() + ".";
      };
    }
  }

  /** What should not have happened. */
  @Provider
  public static class OfAnything implements ExceptionMapper<Throwable> {
    @Context private UriInfo uri;
    @Context private Request request;

    @Override
    public Response toResponse(Throwable e) {
      MdfLogger.LOG.requestFailed(request.getMethod() + " " + uri.getPath(), e);
      return text(500, "The request failed here.").build();
    }
  }
}
