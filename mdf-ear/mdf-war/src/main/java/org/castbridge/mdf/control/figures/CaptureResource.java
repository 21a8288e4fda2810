/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.figures;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.ControlException.Kind;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.rar.MediaConnection;
import org.castbridge.mdf.rar.MediaConnectionFactory;
import org.castbridge.mdf.rar.MediaException;
import org.castbridge.mdf.rar.figures.CaptureFiles;
import org.castbridge.mdf.rar.figures.SessionCapture;

/** The capture switch of a session: its RTP and RTCP, in the clear, into a file on the server. */
@Path("sessions/{id}/capture")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CaptureResource {
  @Resource(lookup = MediaConnectionFactory.JNDI_NAME)
  private MediaConnectionFactory media;

  @Inject private MdfConfig config;

  public CaptureResource() {}

  CaptureResource(MediaConnectionFactory media, MdfConfig config) {
    this.media = media;
    this.config = config;
  }

  /** Begins; a capture of the session that runs already is ended. */
  @POST
  public Response start(@PathParam("id") String id) throws ControlException {
    long maxBytes = config.captureMaxBytes();
    try (MediaConnection connection = media.getConnection()) {
      SessionCapture capture = connection.figures().capture(id, CaptureFiles.next(id), maxBytes);
      return Response.status(Response.Status.CREATED)
          .entity(
              Json.createObjectBuilder()
                  .add("file", capture.file().toString())
                  .add("maxBytes", maxBytes)
                  .build()
                  .toString())
          .build();
    } catch (MediaException e) {
      throw ControlException.of(e);
    } catch (IOException e) {
      throw new ControlException(
          Kind.UNAVAILABLE, "The capture cannot be written: " + e.getMessage(), null, e);
    }
  }

  /** Ends it. */
  @DELETE
  public String stop(@PathParam("id") String id) throws ControlException {
    try (MediaConnection connection = media.getConnection()) {
      SessionCapture capture = connection.figures().stopCapture(id);
      if (capture == null) {
        throw new ControlException(Kind.UNKNOWN_RESOURCE, "No capture of this session runs.");
      }
      return Json.createObjectBuilder()
          .add("file", capture.file().toString())
          .add("packets", capture.taken())
          .add("leftOut", capture.dropped())
          .add("full", capture.full())
          .build()
          .toString();
    } catch (MediaException e) {
      throw ControlException.of(e);
    }
  }
}
