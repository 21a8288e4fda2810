/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.xp;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.PlaySession;
import org.castbridge.mdf.control.PlaySessions;
import org.castbridge.mdf.control.RequestBody;

/** The requests of Xp. */
@Path("")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class XpResource {
  private static final String FRAGMENT = "application/trickle-ice-sdpfrag";

  /** Beyond any time of a channel (UTC since 1970), and far from where microseconds overflow. */
  private static final double MAX_SECONDS = 1e11;

  @Inject private PlaySessions sessions;
  @Inject private EventCallbacks callbacks;
  @Inject private MdfConfig config;
  @Context private UriInfo uri;

  public XpResource() {}

  XpResource(PlaySessions sessions, EventCallbacks callbacks, MdfConfig config) {
    this.sessions = sessions;
    this.callbacks = callbacks;
    this.config = config;
  }

  @GET
  @Path("status")
  public String status() throws ControlException {
    return XpJson.status(config.id(), config.place(), sessions.load());
  }

  @GET
  @Path("assets/{id}")
  public String asset(@PathParam("id") String id) throws ControlException {
    return XpJson.asset(sessions.asset(id));
  }

  @POST
  @Path("sessions")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(InputStream body) throws IOException, ControlException {
    XpSessionRequest request = XpSessionRequest.parse(RequestBody.read(body, config.maxBody()));
    PlaySession session =
        sessions.open(
            sessions.resource(request.resource()),
            request.offer(),
            "MCF session " + request.correlation(),
            callbacks.listener(request.events()));
    URI place = uri.getAbsolutePathBuilder().path(session.id()).build();
    return Response.created(place).entity(XpJson.created(session)).build();
  }

  @GET
  @Path("sessions/{id}")
  public String state(@PathParam("id") String id) throws ControlException {
    return XpJson.state(id, sessions.find(id).state());
  }

  @POST
  @Path("sessions/{id}/play")
  @Consumes(MediaType.APPLICATION_JSON)
  public String play(@PathParam("id") String id, InputStream body)
      throws IOException, ControlException {
    PlaySession session = sessions.find(id);
    JsonObject command = XpJson.object(RequestBody.read(body, config.maxBody()));
    Long positionUs = positionUs(command);
    Double scale = XpJson.number(command, "scale");
    return XpJson.state(id, session.play(positionUs, scale == null ? 1.0 : scale));
  }

  /** The zap, and the content switch: something else on the same connection. */
  @POST
  @Path("sessions/{id}/switch")
  @Consumes(MediaType.APPLICATION_JSON)
  public String switchTo(@PathParam("id") String id, InputStream body)
      throws IOException, ControlException {
    PlaySession session = sessions.find(id);
    JsonObject command = XpJson.object(RequestBody.read(body, config.maxBody()));
    Long positionUs = positionUs(command);
    return XpJson.state(
        id, sessions.switchTo(session, XpJson.string(command, "resource"), positionUs));
  }

  @POST
  @Path("sessions/{id}/pause")
  public String pause(@PathParam("id") String id) throws ControlException {
    return XpJson.state(id, sessions.find(id).pause());
  }

  /** Candidates the browser found after its offer (RFC 8838), as lines of SDP (RFC 8840). */
  @POST
  @Path("sessions/{id}/candidates")
  @Consumes(FRAGMENT)
  public Response candidates(@PathParam("id") String id, InputStream body)
      throws IOException, ControlException {
    sessions.find(id).addCandidates(RequestBody.read(body, config.maxBody()));
    return Response.noContent().build();
  }

  /** ICE restart: a new offer, or the fragment of it that names the ICE session. */
  @POST
  @Path("sessions/{id}/restart")
  @Consumes({FRAGMENT, "application/sdp"})
  public String restart(@PathParam("id") String id, InputStream body)
      throws IOException, ControlException {
    return XpJson.restarted(
        id, sessions.find(id).restart(RequestBody.read(body, config.maxBody())));
  }

  private static Long positionUs(JsonObject command) throws ControlException {
    Double position = XpJson.number(command, "position");
    if (position != null && !(position >= 0 && position <= MAX_SECONDS)) {
      throw new ControlException(Kind.BAD_RANGE, "The position is outside what can be played.");
    }
    return position == null ? null : Math.round(position * 1e6);
  }

  @DELETE
  @Path("sessions/{id}")
  public Response delete(@PathParam("id") String id) throws ControlException {
    sessions.close(sessions.find(id));
    return Response.noContent().build();
  }
}
