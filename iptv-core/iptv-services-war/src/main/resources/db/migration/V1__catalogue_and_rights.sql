-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Catalogue and rights of the IPTV services. Plain SQL: H2 2.x and PostgreSQL both take it.

CREATE TABLE service_package (
    id    VARCHAR(64)  NOT NULL,
    title VARCHAR(200) NOT NULL,
    CONSTRAINT pk_service_package PRIMARY KEY (id)
);

CREATE TABLE content_item (
    id          VARCHAR(64)   NOT NULL,
    title       VARCHAR(200)  NOT NULL,
    synopsis    VARCHAR(4000) NOT NULL,
    duration_ms BIGINT        NOT NULL,
    age_level   INTEGER       NOT NULL,
    poster_file VARCHAR(200),
    video_codec VARCHAR(32),
    audio_codec VARCHAR(32),
    CONSTRAINT pk_content_item PRIMARY KEY (id),
    CONSTRAINT ck_content_duration CHECK (duration_ms > 0),
    CONSTRAINT ck_content_age CHECK (age_level BETWEEN 0 AND 99)
);

CREATE TABLE package_content (
    package_id VARCHAR(64) NOT NULL,
    content_id VARCHAR(64) NOT NULL,
    CONSTRAINT pk_package_content PRIMARY KEY (package_id, content_id),
    CONSTRAINT fk_package_content_package FOREIGN KEY (package_id) REFERENCES service_package (id),
    CONSTRAINT fk_package_content_content FOREIGN KEY (content_id) REFERENCES content_item (id) ON DELETE CASCADE
);

CREATE INDEX ix_package_content_content ON package_content (content_id);

-- age_level NULL: no limit is set for this user.
CREATE TABLE user_profile (
    impu         VARCHAR(255) NOT NULL,
    display_name VARCHAR(200) NOT NULL,
    age_level    INTEGER,
    CONSTRAINT pk_user_profile PRIMARY KEY (impu),
    CONSTRAINT ck_user_age CHECK (age_level BETWEEN 0 AND 99)
);

CREATE TABLE subscription (
    impu       VARCHAR(255) NOT NULL,
    package_id VARCHAR(64)  NOT NULL,
    CONSTRAINT pk_subscription PRIMARY KEY (impu, package_id),
    CONSTRAINT fk_subscription_user FOREIGN KEY (impu) REFERENCES user_profile (impu) ON DELETE CASCADE,
    CONSTRAINT fk_subscription_package FOREIGN KEY (package_id) REFERENCES service_package (id)
);

INSERT INTO service_package (id, title) VALUES ('basic', 'Basic');
INSERT INTO service_package (id, title) VALUES ('premium', 'Premium');
