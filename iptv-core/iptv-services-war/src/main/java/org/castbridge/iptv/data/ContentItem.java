/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.iptv.data;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/** A film of the catalogue, with the packages it is part of (table {@code package_content}). */
@Entity
@Table(name = "content_item")
public class ContentItem {
  @Id private String id;

  @Column(nullable = false)
  private String title;

  @Column(nullable = false)
  private String synopsis;

  @Column(name = "duration_ms", nullable = false)
  private long durationMs;

  @Column(name = "age_level", nullable = false)
  private int ageLevel;

  @Column(name = "poster_file")
  private String posterFile;

  @Column(name = "video_codec")
  private String videoCodec;

  @Column(name = "audio_codec")
  private String audioCodec;

  @ManyToMany(fetch = FetchType.LAZY)
  @JoinTable(
      name = "package_content",
      joinColumns = @JoinColumn(name = "content_id"),
      inverseJoinColumns = @JoinColumn(name = "package_id"))
  private Set<ServicePackage> packages = new LinkedHashSet<>();

  /** For Jakarta Persistence. */
  protected ContentItem() {}

  /** An item of which only the id is known yet; {@link #update} fills it. */
  ContentItem(String id) {
    this.id = id;
  }

  /** Takes over what the asset's description says; it is the only truth about the film. */
  void update(AssetDescription asset, ServicePackage home) {
    title = asset.title();
    synopsis = asset.synopsis();
    durationMs = asset.durationMs();
    ageLevel = asset.ageLevel();
    posterFile = asset.posterFile();
    videoCodec = asset.videoCodec();
    audioCodec = asset.audioCodec();
    if (!packageIds().equals(Set.of(home.id()))) {
      packages.clear();
      packages.add(home);
    }
  }

  /** The item as a value, detached from the database. */
  Film toFilm() {
    return new Film(
        id,
        title,
        synopsis,
        durationMs,
        ageLevel,
        posterFile,
        videoCodec,
        audioCodec,
        packageIds());
  }

  private Set<String> packageIds() {
    Set<String> ids = new TreeSet<>();
    packages.forEach(p -> ids.add(p.id()));
    return ids;
  }
}
