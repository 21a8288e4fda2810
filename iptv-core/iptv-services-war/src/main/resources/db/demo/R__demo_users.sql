-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The demo users: alice may watch everything, bob has the basic package, carol too but is limited to age level 12.
-- Repeatable, so every statement leaves alone what is there.

INSERT INTO user_profile (impu, display_name, age_level)
SELECT 'sip:alice@ims.test', 'Alice', NULL
WHERE NOT EXISTS (SELECT 1 FROM user_profile WHERE impu = 'sip:alice@ims.test');

INSERT INTO user_profile (impu, display_name, age_level)
SELECT 'sip:bob@ims.test', 'Bob', NULL
WHERE NOT EXISTS (SELECT 1 FROM user_profile WHERE impu = 'sip:bob@ims.test');

INSERT INTO user_profile (impu, display_name, age_level)
SELECT 'sip:carol@ims.test', 'Carol', 12
WHERE NOT EXISTS (SELECT 1 FROM user_profile WHERE impu = 'sip:carol@ims.test');

INSERT INTO subscription (impu, package_id)
SELECT 'sip:alice@ims.test', 'basic'
WHERE NOT EXISTS (SELECT 1 FROM subscription WHERE impu = 'sip:alice@ims.test' AND package_id = 'basic');

INSERT INTO subscription (impu, package_id)
SELECT 'sip:alice@ims.test', 'premium'
WHERE NOT EXISTS (SELECT 1 FROM subscription WHERE impu = 'sip:alice@ims.test' AND package_id = 'premium');

INSERT INTO subscription (impu, package_id)
SELECT 'sip:bob@ims.test', 'basic'
WHERE NOT EXISTS (SELECT 1 FROM subscription WHERE impu = 'sip:bob@ims.test' AND package_id = 'basic');

INSERT INTO subscription (impu, package_id)
SELECT 'sip:carol@ims.test', 'basic'
WHERE NOT EXISTS (SELECT 1 FROM subscription WHERE impu = 'sip:carol@ims.test' AND package_id = 'basic');
