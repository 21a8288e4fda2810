/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings the tables to the version this code expects, before Jakarta Persistence looks at them. */
final class Schema {
  private Schema() {}

  /**
   * Runs the migrations that have not run yet.
   *
   * @param demoUsers whether to create alice, bob and carol
   * @return the version of the schema afterwards
   * @throws FlywayException if the database cannot be reached or a migration fails
   */
  static String migrate(DataSource dataSource, boolean demoUsers) {
    List<String> locations = new ArrayList<>(List.of("classpath:db/migration"));
    if (demoUsers) {
      locations.add("classpath:db/demo");
    }
    MigrateResult result =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(dataSource)
            .locations(locations.toArray(String[]::new))
            .table("castbridge_iptv_schema")
            // The demo users may be switched off after they once were created.
            .ignoreMigrationPatterns("repeatable:missing")
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .load()
            .migrate();
    return result.targetSchemaVersion == null
        ? result.initialSchemaVersion
        : result.targetSchemaVersion;
  }
}
