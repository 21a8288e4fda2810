/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.xp;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.castbridge.mdf.control.ControlException;
import org.castbridge.mdf.control.MdfConfig;
import org.castbridge.mdf.control.RequestBody;
import org.castbridge.mdf.control.channel.ChannelConfig;
import org.castbridge.mdf.control.channel.Television;
import org.castbridge.mdf.rar.ChannelHandle;
import org.castbridge.mdf.rar.ChannelStatus;
import org.castbridge.media.channel.Channel;
import org.castbridge.media.channel.TimeShift;
import org.castbridge.media.film.FilmInfo;

/** The channels on Xp: how they do, and their being set up. */
@Path("channels")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class XpChannels {
  private static final JsonProvider JSON = JsonProvider.provider();

  @Inject private Television television;
  @Inject private MdfConfig config;
  @Context private UriInfo uri;

  public XpChannels() {}

  XpChannels(Television television, MdfConfig config) {
    this.television = television;
    this.config = config;
  }

  @GET
  public String all() throws ControlException {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    for (ChannelConfig channel : television.all()) {
      list.add(json(channel));
    }
    return JSON.createObjectBuilder().add("channels", list).build().toString();
  }

  @GET
  @Path("{id}")
  public String one(@PathParam("id") String id) throws ControlException {
    return json(television.config(id)).build().toString();
  }

  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response put(@PathParam("id") String id, InputStream body)
      throws IOException, ControlException {
    ChannelConfig channel =
        ChannelConfig.parse(XpJson.object(RequestBody.read(body, config.maxBody())), id);
    boolean fresh = television.put(channel);
    String answer = json(channel).build().toString();
    return fresh
        ? Response.created(uri.getAbsolutePath()).entity(answer).build()
        : Response.ok(answer).build();
  }

  @DELETE
  @Path("{id}")
  public Response delete(@PathParam("id") String id) throws ControlException {
    television.remove(id);
    return Response.noContent().build();
  }

  private JsonObjectBuilder json(ChannelConfig channel) throws ControlException {
    ChannelHandle handle = television.handle(channel.id());
    ChannelStatus status = handle.status();
    JsonArrayBuilder problems = JSON.createArrayBuilder();
    status.problems().forEach(problems::add);
    JsonObjectBuilder counters = JSON.createObjectBuilder();
    status.counters().forEach(counters::add);
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("id", channel.id())
            .add("title", channel.title())
            .add("number", channel.number())
            .add("public", channel.isPublic())
            .add("input", handle.spec().input().type())
            .add("timeShiftSeconds", channel.timeShiftSeconds())
            .add("state", status.state().name().toLowerCase(Locale.ROOT))
            .add("problems", problems)
            .add("counters", counters);
    if (status.playing() != null) {
      json.add("playing", status.playing());
    }
    if (handle.channel() != null) {
      add(handle.channel(), json);
    }
    return json;
  }

  private static void add(Channel channel, JsonObjectBuilder json) {
    FilmInfo info = channel.info();
    JsonArrayBuilder videos = JSON.createArrayBuilder();
    for (FilmInfo.Video v : info.videos()) {
      videos.add(
          JSON.createObjectBuilder()
              .add("codec", v.codec().name())
              .add("profile", v.profile())
              .add("width", v.width())
              .add("height", v.height())
              .add("frameRate", v.frameRate()));
    }
    JsonArrayBuilder audios = JSON.createArrayBuilder();
    for (FilmInfo.Audio a : info.audios()) {
      JsonObjectBuilder audio =
          JSON.createObjectBuilder().add("codec", a.codec().name()).add("channels", a.channels());
      audios.add(a.language() == null ? audio : audio.add("language", a.language()));
    }
    json.add("videos", videos).add("audios", audios);
    TimeShift past = channel.timeShift();
    if (past != null && past.startUs() > 0) {
      json.add("start", Math.round(past.startUs() / 1e3) / 1e3);
    }
  }
}
