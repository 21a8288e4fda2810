-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The channels of broadcast television, each in one service package.

CREATE TABLE channel (
    id         VARCHAR(64)  NOT NULL,
    title      VARCHAR(200) NOT NULL,
    number     INTEGER      NOT NULL,
    package_id VARCHAR(64)  NOT NULL,
    age_level  INTEGER      NOT NULL,
    time_shift BOOLEAN      NOT NULL,
    CONSTRAINT pk_channel PRIMARY KEY (id),
    CONSTRAINT fk_channel_package FOREIGN KEY (package_id) REFERENCES service_package (id),
    CONSTRAINT ck_channel_number CHECK (number BETWEEN 0 AND 9999),
    CONSTRAINT ck_channel_age CHECK (age_level BETWEEN 0 AND 99)
);
