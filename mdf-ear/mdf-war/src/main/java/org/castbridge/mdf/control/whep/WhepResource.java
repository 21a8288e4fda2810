/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.whep;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Collectors;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.PlaySession;
import org.castbridge.mdf.control.RequestBody;

/** The requests of WHEP. */
@Path("{asset}")
@RequestScoped
public class WhepResource {
  @Inject private WhepSessions sessions;
  @Inject private MdfConfig config;
  @Context private UriInfo uri;

  public WhepResource() {}

  WhepResource(WhepSessions sessions, MdfConfig config) {
    this.sessions = sessions;
    this.config = config;
  }

  @POST
  @Consumes(WishSession.SDP)
  @Produces(WishSession.SDP)
  public Response create(@PathParam("asset") String asset, InputStream body)
      throws IOException, ControlException {
    PlaySession session = sessions.open(asset, RequestBody.read(body, config.maxBody()));
    return atItsUrl(session).created(uri.getRequestUri().getRawPath(), config.whepIceServers());
  }

  @PATCH
  @Path("{session}")
  @Consumes(WishSession.FRAGMENT)
  public Response trickle(
      @PathParam("asset") String asset,
      @PathParam("session") String id,
      @HeaderParam("If-Match") String ifMatch,
      InputStream body)
      throws IOException, ControlException {
    PlaySession session = sessions.find(asset, id);
    String text = RequestBody.read(body, config.maxBody());
    TrickleFragment fragment = TrickleFragment.parse(text);
    atItsUrl(session).requireMatch(ifMatch);
    if (!fragment.belongsTo(session.offer())) {
      return restart(session, text);
    }
    session.addCandidates(text);
    return Response.noContent().build();
  }

  @DELETE
  @Path("{session}")
  public Response delete(@PathParam("asset") String asset, @PathParam("session") String id)
      throws ControlException {
    sessions.close(sessions.find(asset, id));
    return Response.ok().build();
  }

  @OPTIONS
  public Response options() {
    return WishSession.endpointOptions();
  }

  @OPTIONS
  @Path("{session}")
  public Response sessionOptions() {
    return WishSession.sessionOptions();
  }

  /** RFC 9725 section 4.3.3: our side of the new ICE session, under a new ETag. */
  private static Response restart(PlaySession session, String text) throws ControlException {
    String answer = session.restart(text);
    String lines =
        answer
            .lines()
            .filter(l -> l.startsWith("a=ice-") || l.startsWith("a=candidate:"))
            .filter(l -> !l.startsWith("a=ice-options"))
            .distinct()
            .collect(Collectors.joining("\r\n", "", "\r\na=end-of-candidates\r\n"));
    return Response.ok(lines, WishSession.FRAGMENT)
        .header("ETag", atItsUrl(session).entityTag())
        .build();
  }

  private static WishSession atItsUrl(PlaySession session) {
    return new WishSession(session.id(), session.answer());
  }
}
