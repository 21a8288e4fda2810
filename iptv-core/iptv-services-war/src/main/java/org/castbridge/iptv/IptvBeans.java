/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.castbridge.iptv.config.IptvConfig;
import org.castbridge.iptv.data.Catalogue;
import org.castbridge.iptv.data.ChannelImporter;
import org.castbridge.iptv.data.ContentImporter;
import org.castbridge.iptv.data.Database;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes the plain objects the functions are built on, from what the server provides. */
@ApplicationScoped
public class IptvBeans {
  @Resource(lookup = "java:jboss/datasources/CastbridgeDS")
  private DataSource dataSource;

  @Produces
  @ApplicationScoped
  IptvConfig config() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return new IptvConfig(
        key -> ConfigProvider.getConfig(loader).getOptionalValue(key, String.class));
  }

  @Produces
  @ApplicationScoped
  Database database(IptvConfig config) {
    return new Database(dataSource, config.demoUsers(), InstantSource.system());
  }

  void close(@Disposes Database database) {
    database.close();
  }

  @Produces
  @ApplicationScoped
  Catalogue catalogue(Database database) {
    return new Catalogue(database);
  }

  @Produces
  @ApplicationScoped
  ChannelImporter channels(Database database, IptvConfig config) {
    return new ChannelImporter(database, config.channelsFile());
  }

  @Produces
  @ApplicationScoped
  ContentImporter importer(Database database, IptvConfig config) {
    return new ContentImporter(database, config.contentDir());
  }
}
