/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.xp;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
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

/** Errors on Xp: {@code {"error": code, "message": sentence, "line": offer line or null}}. */
public final class XpErrors {
  private XpErrors() {}

  static Response answer(ControlException e) {
    Response.ResponseBuilder answer =
        body(e.kind().status(), e.kind().code(), e.getMessage(), e.line());
    if (e.kind().status() == 503) {
      answer.header("Retry-After", 5);
    }
    return answer.build();
  }

  private static Response.ResponseBuilder body(
      int status, String code, String message, String line) {
    JsonObjectBuilder json = Json.createObjectBuilder().add("error", code);
    json.add("message", String.valueOf(message));
    if (line == null) {
      json.addNull("line");
    } else {
      json.add("line", line);
    }
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(json.build().toString());
  }

  /** Our own. */
  @Provider
  public static class OfControl implements ExceptionMapper<ControlException> {
    @Override
    public Response toResponse(ControlException e) {
      return answer(e);
    }
  }

  /** The REST engine's: no such path, method not allowed, wrong media type. */
  @Provider
  public static class OfHttp implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException e) {
      int status = e.getResponse().getStatus();
      Response.ResponseBuilder answer =
          body(status, "bad-request", e.getResponse().getStatusInfo().getReasonPhrase(), null);
      Object allow = e.getResponse().getHeaders().getFirst("Allow");
      return allow == null ? answer.build() : answer.header("Allow", allow).build();
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
      return body(500, "internal", "The request failed here.", null).build();
    }
  }
}
