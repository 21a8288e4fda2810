/* SPDX-License-Identifier: AGPL-3.0-or-later */
/** What an operator does and suffers: redeployment, kill -9, ingest, another IMS core. */
package org.castbridge.tests.operation;
