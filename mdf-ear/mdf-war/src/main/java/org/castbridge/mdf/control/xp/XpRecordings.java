/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.xp;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.castbridge.content.recording.RecordingRequest;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.RequestBody;
import org.castbridge.mdf.control.channel.Recordings;

/** Recordings on Xp: begun by PUT, ended by DELETE, which leaves a film in the store. */
@Path("channels/{channel}/recordings/{id}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class XpRecordings {
  @Inject private Recordings recordings;
  @Inject private MdfConfig config;

  public XpRecordings() {}

  XpRecordings(Recordings recordings, MdfConfig config) {
    this.recordings = recordings;
    this.config = config;
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public Response start(
      @PathParam("channel") String channel, @PathParam("id") String id, InputStream body)
      throws IOException, ControlException {
    JsonObject json = XpJson.object(RequestBody.read(body, config.maxBody()));
    Double age = XpJson.number(json, "ageLevel");
    try {
      recordings.start(
          new RecordingRequest(
              id,
              json.getString("title", id),
              json.getString("synopsis", ""),
              json.getString("package", "basic"),
              age == null ? 0 : age.intValue(),
              json.get("public") == JsonValue.TRUE,
              channel));
    } catch (IllegalArgumentException e) {
      throw new ControlException(
          Kind.BAD_REQUEST, "The recording cannot be made: " + e.getMessage() + ".", null, e);
    }
    return Response.status(Response.Status.CREATED).build();
  }

  @DELETE
  public Response stop(@PathParam("channel") String channel, @PathParam("id") String id)
      throws ControlException {
    recordings.stop(channel, id);
    return Response.noContent().build();
  }
}
