/* SPDX-License-Identifier: AGPL-3.0-or-later */
/**
 * The command line in front of the ingest: arguments, progress bar, exit codes. Knows nothing that
 * the ingest package does not decide.
 */
package org.castbridge.content.cli;
