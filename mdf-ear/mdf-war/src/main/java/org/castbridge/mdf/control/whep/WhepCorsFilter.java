/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.mdf.control.whep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.castbridge.mdf.control.MdfConfig;

/**
 * Lets pages of other origins be players (Fetch standard, CORS protocol). There are no cookies to
 * protect: what a public film is worth is open to all.
 */
@Provider
@ApplicationScoped
public class WhepCorsFilter implements ContainerResponseFilter {
  @Inject private MdfConfig config;

  public WhepCorsFilter() {}

  WhepCorsFilter(MdfConfig config) {
    this.config = config;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    String origin = request.getHeaderString("Origin");
    List<String> allowed = config.whepAllowedOrigins();
    MultivaluedMap<String, Object> headers = response.getHeaders();
    if (allowed.contains("*")) {
      headers.putSingle("Access-Control-Allow-Origin", "*");
    } else {
      headers.add("Vary", "Origin");
      if (origin == null || !allowed.contains(origin)) {
        return;
      }
      headers.putSingle("Access-Control-Allow-Origin", origin);
    }
    headers.putSingle(
        "Access-Control-Expose-Headers", "Location, ETag, Link, Accept-Patch, Retry-After");
    if (request.getMethod().equals("OPTIONS")) {
      headers.putSingle("Access-Control-Allow-Methods", "POST, PATCH, DELETE, OPTIONS");
      headers.putSingle("Access-Control-Allow-Headers", "Content-Type, If-Match, Authorization");
      headers.putSingle("Access-Control-Max-Age", "86400");
    }
  }
}
